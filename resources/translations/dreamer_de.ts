<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name></name>
    <message>
        <source>    and {count} more</source>
        <translation>    und {count} weitere</translation>
    </message>
    <message>
        <source> at line {0}</source>
        <translation> in Zeile {0}</translation>
    </message>
    <message>
        <source> until {0}</source>
        <translation> bis {0}</translation>
    </message>
    <message>
        <source> {0} of {1}</source>
        <translation> {0} von {1}</translation>
    </message>
    <message>
        <source># no tests</source>
        <translation># keine Tests</translation>
    </message>
    <message>
        <source># nothing differs</source>
        <translation># kein Unterschied</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>(from source)</source>
        <translation>(aus den Quellen)</translation>
    </message>
    <message>
        <source>, lines {first} to {last}</source>
        <translation>, Zeilen {first} bis {last}</translation>
    </message>
    <message>
        <source>30 nights</source>
        <translation>30 Nächte</translation>
    </message>
    <message>
        <source>90 nights</source>
        <translation>90 Nächte</translation>
    </message>
    <message>
        <source>A check of the Guardian failed.</source>
        <translation>Eine Prüfung des Guardian ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>A digit chooses a reason and rejects. Enter rejects as it is, Esc goes back.</source>
        <translation>Eine Ziffer wählt einen Grund und lehnt ab. Die Eingabetaste lehnt ohne weiteren Grund ab, Esc führt zurück.</translation>
    </message>
    <message>
        <source>A hidden test fails: {0}</source>
        <translation>Ein verborgener Test schlägt fehl: {0}</translation>
    </message>
    <message>
        <source>A hollow square tried something and kept nothing.</source>
        <translation>Ein hohles Quadrat hat etwas versucht und nichts behalten.</translation>
    </message>
    <message>
        <source>A known solution is {n0} alike.</source>
        <translation>Eine bekannte Lösung gleicht ihr zu {n0}.</translation>
    </message>
    <message>
        <source>A larger context or a shorter prompt helps.</source>
        <translation>Ein größerer Kontext oder eine kürzere Anfrage hilft.</translation>
    </message>
    <message>
        <source>A larger context there or a shorter prompt helps where it was too long.</source>
        <translation>War die Anfrage zu lang, hilft dort ein größerer Kontext oder eine kürzere Anfrage.</translation>
    </message>
    <message>
        <source>A larger model writes better solutions: choose one in the settings.</source>
        <translation>Ein größeres Modell schreibt bessere Lösungen: Wählen Sie eines in den Einstellungen.</translation>
    </message>
    <message>
        <source>A session is running already.</source>
        <translation>Es läuft bereits eine Sitzung.</translation>
    </message>
    <message>
        <source>A year</source>
        <translation>Ein Jahr</translation>
    </message>
    <message>
        <source>AWS Access Key</source>
        <translation>AWS-Zugangsschlüssel</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>About Dreamer</source>
        <translation>Über Dreamer</translation>
    </message>
    <message>
        <source>About to dream</source>
        <translation>Gleich wird geträumt</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>Bestanden</translation>
    </message>
    <message>
        <source>Adaptive</source>
        <translation>Angepasst</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen …</translation>
    </message>
    <message>
        <source>Add a package…</source>
        <translation>Paket hinzufügen …</translation>
    </message>
    <message>
        <source>Add an installed package</source>
        <translation>Installiertes Paket hinzufügen</translation>
    </message>
    <message>
        <source>Add files</source>
        <translation>Dateien hinzufügen</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>Dateien hinzufügen …</translation>
    </message>
    <message>
        <source>Add knowledge</source>
        <translation>Wissen hinzufügen</translation>
    </message>
    <message>
        <source>Add something: dreamer ingest stdlib.</source>
        <translation>Fügen Sie etwas hinzu: dreamer ingest stdlib.</translation>
    </message>
    <message>
        <source>Add tags</source>
        <translation>Schlagwörter hinzufügen</translation>
    </message>
    <message numerus="yes">
        <source>Add tags to {count} lesson</source>
        <comment>Add tags to {count} lessons</comment>
        <translation>
            <numerusform>{count} Lektion mit Schlagwörtern versehen</numerusform>
            <numerusform>{count} Lektionen mit Schlagwörtern versehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Adding the nights up …</source>
        <translation>Die Nächte werden zusammengezählt …</translation>
    </message>
    <message>
        <source>Address of an OpenAI-compatible server in your network, such as http://192.168.1.20:8080, to dream with instead of a file; empty for none.</source>
        <translation>Adresse eines OpenAI-kompatiblen Servers in Ihrem Netz, etwa http://192.168.1.20:8080, mit dem statt mit einer Datei geträumt wird; leer: keiner.</translation>
    </message>
    <message>
        <source>After the first nights, this page shows how dreaming goes.</source>
        <translation>Nach den ersten Nächten zeigt diese Seite, wie das Träumen vorankommt.</translation>
    </message>
    <message>
        <source>After the machine slept, nothing begins for this long: its user is about to come.</source>
        <translation>Nachdem der Rechner geschlafen hat, beginnt so lange nichts: Gleich kommt jemand.</translation>
    </message>
    <message>
        <source>Agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>Agreement to accept</source>
        <translation>Übereinstimmung zum Bestehen</translation>
    </message>
    <message>
        <source>Agreement to keep as uncertain</source>
        <translation>Übereinstimmung für „unsicher“</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>Alle Dateien (*)</translation>
    </message>
    <message>
        <source>All nights</source>
        <translation>Alle Nächte</translation>
    </message>
    <message>
        <source>All of the most connected concepts were dreamed about.</source>
        <translation>Von allen am stärksten verbundenen Konzepten wurde geträumt.</translation>
    </message>
    <message>
        <source>All reviewed</source>
        <translation>Alles durchgesehen</translation>
    </message>
    <message>
        <source>All {0} mutants crashed or hung.</source>
        <translation>Alle {0} Mutanten sind abgestürzt oder hängen geblieben.</translation>
    </message>
    <message>
        <source>Allow a server outside your own network. Prompts made of what Dreamer has read, your own code included, are then sent to it.</source>
        <translation>Einen Server außerhalb des eigenen Netzes erlauben. Anfragen aus dem, was Dreamer gelesen hat, auch aus Ihrem eigenen Code, werden dann dorthin gesendet.</translation>
    </message>
    <message>
        <source>Allowed is {what}.</source>
        <translation>Erlaubt ist {what}.</translation>
    </message>
    <message>
        <source>Alpaca: instruction, input and output</source>
        <translation>Alpaca: Anweisung, Eingabe und Ausgabe</translation>
    </message>
    <message>
        <source>Another Dreamer is dreaming in this home.</source>
        <translation>In diesem Ordner träumt bereits ein anderer Dreamer.</translation>
    </message>
    <message>
        <source>Any</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Approve</source>
        <translation>Annehmen</translation>
    </message>
    <message>
        <source>Approve lessons in the Dream Journal or with `dreamer approve`.</source>
        <translation>Nehmen Sie Lektionen im Traumtagebuch an oder mit `dreamer approve`.</translation>
    </message>
    <message numerus="yes">
        <source>Approve {count} lesson?</source>
        <comment>Approve {count} lessons?</comment>
        <translation>
            <numerusform>{count} Lektion annehmen?</numerusform>
            <numerusform>{count} Lektionen annehmen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Approved</source>
        <translation>Angenommen</translation>
    </message>
    <message numerus="yes">
        <source>Approved {count} lesson</source>
        <comment>Approved {count} lessons</comment>
        <translation>
            <numerusform>{count} Lektion angenommen</numerusform>
            <numerusform>{count} Lektionen angenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>Approved “{title}”</source>
        <translation>„{title}“ angenommen</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Wie das System</translation>
    </message>
    <message>
        <source>At any hour after the time above without input; off: only in the night hours.</source>
        <translation>Zu jeder Stunde nach der obigen Zeit ohne Eingabe; aus: nur in den Nachtstunden.</translation>
    </message>
    <message>
        <source>At least {share}</source>
        <translation>Mindestens {share}</translation>
    </message>
    <message>
        <source>At most that many scenarios in one session.</source>
        <translation>Höchstens so viele Szenarien in einer Sitzung.</translation>
    </message>
    <message>
        <source>At night begin after</source>
        <translation>Nachts beginnen nach</translation>
    </message>
    <message>
        <source>Azure Storage Account access key</source>
        <translation>Zugangsschlüssel eines Azure-Speicherkontos</translation>
    </message>
    <message>
        <source>Back to the list</source>
        <translation>Zurück zur Liste</translation>
    </message>
    <message>
        <source>Basic Auth Credentials</source>
        <translation>Anmeldedaten in einer Adresse</translation>
    </message>
    <message>
        <source>Battery at least</source>
        <translation>Akku mindestens</translation>
    </message>
    <message>
        <source>Begin after</source>
        <translation>Beginnen nach</translation>
    </message>
    <message>
        <source>Begin by itself when you are away or at night. Dream now works in any case.</source>
        <translation>Von selbst beginnen, wenn Sie fort sind oder nachts. „Jetzt träumen“ geht immer.</translation>
    </message>
    <message>
        <source>Begin with what Python comes with</source>
        <translation>Mit dem beginnen, was Python mitbringt</translation>
    </message>
    <message>
        <source>Below this charge no dream begins, even when dreaming on battery is on.</source>
        <translation>Unter diesem Ladestand beginnt kein Traum, auch wenn im Akkubetrieb geträumt werden darf.</translation>
    </message>
    <message>
        <source>Below this share of agreement a lesson is thrown away (0-1).</source>
        <translation>Unter diesem Anteil an Übereinstimmung wird eine Lektion verworfen (0–1).</translation>
    </message>
    <message numerus="yes">
        <source>Brought {count} lesson back</source>
        <comment>Brought {count} lessons back</comment>
        <translation>
            <numerusform>{count} Lektion zurückgeholt</numerusform>
            <numerusform>{count} Lektionen zurückgeholt</numerusform>
        </translation>
    </message>
    <message>
        <source>By title</source>
        <translation>Nach Titel</translation>
    </message>
    <message>
        <source>Calendar of nights</source>
        <translation>Kalender der Nächte</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Cancel {model}</source>
        <translation>{model} abbrechen</translation>
    </message>
    <message>
        <source>Cancelled. The next try goes on from there.</source>
        <translation>Abgebrochen. Der nächste Versuch macht dort weiter.</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>Ändern</translation>
    </message>
    <message numerus="yes">
        <source>Change {count} lesson?</source>
        <comment>Change {count} lessons?</comment>
        <translation>
            <numerusform>{count} Lektion ändern?</numerusform>
            <numerusform>{count} Lektionen ändern?</numerusform>
        </translation>
    </message>
    <message>
        <source>Changes</source>
        <translation>Änderungen</translation>
    </message>
    <message>
        <source>Charts</source>
        <translation>Diagramme</translation>
    </message>
    <message>
        <source>Chat messages: most trainers load this</source>
        <translation>Chat-Nachrichten: Das laden die meisten Trainingsprogramme</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Check again</source>
        <translation>Erneut prüfen</translation>
    </message>
    <message>
        <source>Check the connection to the package index, or use any GGUF file of your own.</source>
        <translation>Prüfen Sie die Verbindung zum Paketindex, oder nehmen Sie eine eigene GGUF-Datei.</translation>
    </message>
    <message>
        <source>Check the disk that it is on; what was saved before is kept.</source>
        <translation>Prüfen Sie den Datenträger, auf dem sie liegt; was vorher gespeichert wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>Check {0} and the network.</source>
        <translation>Prüfen Sie {0} und das Netz.</translation>
    </message>
    <message>
        <source>Checking</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Checking them in the sandbox</source>
        <translation>Prüft sie in der Sandbox</translation>
    </message>
    <message>
        <source>Checking…</source>
        <translation>Wird geprüft …</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>Wählen</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>Datei wählen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen …</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>Ordner wählen</translation>
    </message>
    <message>
        <source>Choose a model</source>
        <translation>Modell wählen</translation>
    </message>
    <message>
        <source>Choose a smaller model, or lower DREAMING_MODEL_CONTEXT.</source>
        <translation>Wählen Sie ein kleineres Modell, oder verringern Sie DREAMING_MODEL_CONTEXT.</translation>
    </message>
    <message>
        <source>Choose anew</source>
        <translation>Neu wählen</translation>
    </message>
    <message>
        <source>Choose another GGUF file, or fetch this one again.</source>
        <translation>Wählen Sie eine andere GGUF-Datei, oder holen Sie diese noch einmal.</translation>
    </message>
    <message>
        <source>Choose another model, or ask for this one again.</source>
        <translation>Wählen Sie ein anderes Modell, oder verlangen Sie dieses noch einmal.</translation>
    </message>
    <message>
        <source>Choose auto, {0}.</source>
        <translation>Wählen Sie auto, {0}.</translation>
    </message>
    <message>
        <source>Choose one in the list, or press J.</source>
        <translation>Wählen Sie eine in der Liste, oder drücken Sie J.</translation>
    </message>
    <message>
        <source>Choose one of {0}.</source>
        <translation>Wählen Sie eines von {0}.</translation>
    </message>
    <message>
        <source>Choose one that is not above it.</source>
        <translation>Wählen Sie einen, der nicht darüber liegt.</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen …</translation>
    </message>
    <message>
        <source>Choosing what to dream about</source>
        <translation>Sucht aus, wovon geträumt wird</translation>
    </message>
    <message>
        <source>Clean but for one remark.</source>
        <translation>Sauber bis auf eine Anmerkung.</translation>
    </message>
    <message>
        <source>Clean but for {0} remarks.</source>
        <translation>Sauber bis auf {0} Anmerkungen.</translation>
    </message>
    <message>
        <source>Clean.</source>
        <translation>Sauber.</translation>
    </message>
    <message>
        <source>Clear the filters</source>
        <translation>Filter zurücksetzen</translation>
    </message>
    <message>
        <source>Click the moon to open the journal again; Quit in its menu ends Dreamer.</source>
        <translation>Ein Klick auf den Mond öffnet das Tagebuch wieder; „Beenden“ in seinem Menü beendet Dreamer.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Close other programs or choose a smaller model; DREAMING_MODEL_ANYWAY loads it all the same.</source>
        <translation>Schließen Sie andere Programme oder wählen Sie ein kleineres Modell; mit DREAMING_MODEL_ANYWAY wird es trotzdem geladen.</translation>
    </message>
    <message>
        <source>Close other programs, lower DREAMING_MODEL_CONTEXT, or use a smaller model.</source>
        <translation>Schließen Sie andere Programme, verringern Sie DREAMING_MODEL_CONTEXT, oder nehmen Sie ein kleineres Modell.</translation>
    </message>
    <message>
        <source>Close the other program that has it open and try again.</source>
        <translation>Schließen Sie das andere Programm, das sie geöffnet hat, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Close the window</source>
        <translation>Fenster schließen</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code does not run until this is mended; &apos;dreamer doctor&apos; shows each attempt.</source>
        <translation>Bis das behoben ist, läuft kein Code; „dreamer doctor“ zeigt jeden Versuch.</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>Vergleichen mit</translation>
    </message>
    <message>
        <source>Compared with the version until {when}</source>
        <translation>Verglichen mit der Fassung bis {when}</translation>
    </message>
    <message>
        <source>Compared with what was dreamed</source>
        <translation>Verglichen mit dem, was geträumt wurde</translation>
    </message>
    <message>
        <source>Complex</source>
        <translation>Schwer</translation>
    </message>
    <message>
        <source>Complexity</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>Concept</source>
        <translation>Konzept</translation>
    </message>
    <message>
        <source>Concepts</source>
        <translation>Konzepte</translation>
    </message>
    <message>
        <source>Concepts appear here when it is done.</source>
        <translation>Konzepte erscheinen hier, sobald das fertig ist.</translation>
    </message>
    <message>
        <source>Connections</source>
        <translation>Verbindungen</translation>
    </message>
    <message>
        <source>Container namespace</source>
        <translation>Namensraum der Container</translation>
    </message>
    <message>
        <source>Context</source>
        <translation>Kontext</translation>
    </message>
    <message>
        <source>Copy the code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Copy the code (C)</source>
        <translation>Code kopieren (C)</translation>
    </message>
    <message>
        <source>DREAMING_UNCERTAIN_THRESHOLD ({n0}) is above DREAMING_AGREEMENT_THRESHOLD ({n1}): no lesson could be uncertain.</source>
        <translation>DREAMING_UNCERTAIN_THRESHOLD ({n0}) liegt über DREAMING_AGREEMENT_THRESHOLD ({n1}): Keine Lektion könnte ungewiss sein.</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>Entscheiden</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>Entschieden</translation>
    </message>
    <message numerus="yes">
        <source>Decided {count} lesson again</source>
        <comment>Decided {count} lessons again</comment>
        <translation>
            <numerusform>{count} Lektion erneut entschieden</numerusform>
            <numerusform>{count} Lektionen erneut entschieden</numerusform>
        </translation>
    </message>
    <message>
        <source>Details of {check}</source>
        <translation>Einzelheiten zu: {check}</translation>
    </message>
    <message>
        <source>Did you mean {0}?</source>
        <translation>Meinten Sie {0}?</translation>
    </message>
    <message>
        <source>Difficulty</source>
        <translation>Schwierigkeit</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>Verwerfen</translation>
    </message>
    <message>
        <source>Discard the changes?</source>
        <translation>Die Änderungen verwerfen?</translation>
    </message>
    <message>
        <source>Discord Bot Token</source>
        <translation>Token eines Discord-Bots</translation>
    </message>
    <message>
        <source>Do not begin while a program fills the screen: a film, a game, a presentation.</source>
        <translation>Nicht beginnen, während ein Programm den Bildschirm füllt: ein Film, ein Spiel, eine Präsentation.</translation>
    </message>
    <message>
        <source>Do not begin while a program keeps the screen on: a film, a call.</source>
        <translation>Nicht beginnen, während ein Programm den Bildschirm wach hält: ein Film, ein Anruf.</translation>
    </message>
    <message>
        <source>Docker cannot {0}: {1}.</source>
        <translation>Docker scheitert daran, {0}: {1}.</translation>
    </message>
    <message>
        <source>Docker&apos;s client failed: {0}.</source>
        <translation>Das Programm, das mit Docker spricht, scheiterte: {0}.</translation>
    </message>
    <message>
        <source>Down in the lesson</source>
        <translation>In der Lektion nach unten</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Download {model}</source>
        <translation>{model} herunterladen</translation>
    </message>
    <message>
        <source>Download…</source>
        <translation>Herunterladen …</translation>
    </message>
    <message>
        <source>Drawn</source>
        <translation>Gezogen</translation>
    </message>
    <message>
        <source>Dream Journal</source>
        <translation>Traumtagebuch</translation>
    </message>
    <message>
        <source>Dream also when the machine is not plugged in.</source>
        <translation>Auch träumen, wenn der Rechner nicht am Netz hängt.</translation>
    </message>
    <message>
        <source>Dream also while the screen is locked.</source>
        <translation>Auch träumen, während der Bildschirm gesperrt ist.</translation>
    </message>
    <message>
        <source>Dream at the next idle time when the machine slept through the night hours.</source>
        <translation>In der nächsten ruhigen Zeit träumen, wenn der Rechner die Nachtstunden verschlafen hat.</translation>
    </message>
    <message>
        <source>Dream automatically</source>
        <translation>Automatisch träumen</translation>
    </message>
    <message>
        <source>Dream by itself</source>
        <translation>Von selbst träumen</translation>
    </message>
    <message>
        <source>Dream now</source>
        <translation>Jetzt träumen</translation>
    </message>
    <message>
        <source>Dream on battery</source>
        <translation>Im Akkubetrieb träumen</translation>
    </message>
    <message>
        <source>Dream when you are away</source>
        <translation>Träumen, wenn Sie fort sind</translation>
    </message>
    <message>
        <source>Dream while locked</source>
        <translation>Bei gesperrtem Bildschirm träumen</translation>
    </message>
    <message>
        <source>Dream with the model chosen above also where the memory that is free is too small for it; the machine may become slow.</source>
        <translation>Auch dann mit dem oben gewählten Modell träumen, wenn der freie Speicher dafür nicht reicht; der Rechner kann langsam werden.</translation>
    </message>
    <message>
        <source>Dreamed</source>
        <translation>Geträumt</translation>
    </message>
    <message>
        <source>Dreamed about</source>
        <translation>Davon geträumt</translation>
    </message>
    <message>
        <source>Dreamer</source>
        <translation>Dreamer</translation>
    </message>
    <message>
        <source>Dreamer cannot start</source>
        <translation>Dreamer kann nicht starten</translation>
    </message>
    <message>
        <source>Dreamer dreams about what you give it to know: Python packages, your own code, Markdown and text. Drop files here, or begin with what Python comes with.</source>
        <translation>Dreamer träumt von dem, was Sie ihm zu wissen geben: Python-Pakete, eigener Code, Markdown und Text. Ziehen Sie Dateien hierher, oder beginnen Sie mit dem, was Python mitbringt.</translation>
    </message>
    <message>
        <source>Dreamer forgets what it read there. Lessons that came of it stay.</source>
        <translation>Dreamer vergisst, was es dort gelesen hat. Lektionen, die daraus entstanden sind, bleiben.</translation>
    </message>
    <message>
        <source>Dreamer goes on in the tray</source>
        <translation>Dreamer läuft im Infobereich weiter</translation>
    </message>
    <message>
        <source>Dreamer made a mistake; the log has more.</source>
        <translation>Dreamer hat einen Fehler gemacht; mehr steht im Protokoll.</translation>
    </message>
    <message>
        <source>Dreamer reads {0}.</source>
        <translation>Dreamer liest {0}.</translation>
    </message>
    <message>
        <source>Dreamer runs code on x86_64 and aarch64 only.</source>
        <translation>Dreamer führt Code nur auf x86_64 und aarch64 aus.</translation>
    </message>
    <message>
        <source>Dreamer was closed</source>
        <translation>Dreamer wurde beendet</translation>
    </message>
    <message>
        <source>Dreamer was started</source>
        <translation>Dreamer wurde gestartet</translation>
    </message>
    <message>
        <source>Dreamer {version}</source>
        <translation>Dreamer {version}</translation>
    </message>
    <message>
        <source>Dreamer: {state}</source>
        <translation>Dreamer: {state}</translation>
    </message>
    <message>
        <source>Dreaming</source>
        <translation>Träumt</translation>
    </message>
    <message>
        <source>Dreaming now…</source>
        <translation>Ich träume gerade …</translation>
    </message>
    <message>
        <source>Dreaming stops the moment you come back. Dream now in the tray always works.</source>
        <translation>Das Träumen endet in dem Augenblick, in dem Sie zurückkommen. „Jetzt träumen“ im Infobereich geht immer.</translation>
    </message>
    <message>
        <source>Dreaming{0}</source>
        <translation>Träumt{0}</translation>
    </message>
    <message>
        <source>Dreams</source>
        <translation>Träume</translation>
    </message>
    <message>
        <source>Dreams in a session</source>
        <translation>Träume je Sitzung</translation>
    </message>
    <message>
        <source>Drop a model, or files and folders to read</source>
        <translation>Ein Modell ablegen, oder Dateien und Ordner zum Lesen</translation>
    </message>
    <message>
        <source>Drop files and folders: they become knowledge</source>
        <translation>Dateien und Ordner ablegen: Sie werden zu Wissen</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>Doppelt</translation>
    </message>
    <message>
        <source>Each lesson will be shown here: the task, the code, the tests, and what the Guardian saw. You decide with A and R; ? shows all keys.</source>
        <translation>Jede Lektion wird hier gezeigt: die Aufgabe, der Code, die Tests und was der Guardian gesehen hat. Sie entscheiden mit A und R; ? zeigt alle Tasten.</translation>
    </message>
    <message>
        <source>Earlier nights</source>
        <translation>Frühere Nächte</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Edit the lesson</source>
        <translation>Lektion bearbeiten</translation>
    </message>
    <message>
        <source>Edit, verify, approve</source>
        <translation>Bearbeiten, prüfen, annehmen</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>Energie</translation>
    </message>
    <message>
        <source>Energy in watt-hours</source>
        <translation>Energie in Wattstunden</translation>
    </message>
    <message>
        <source>Every check of the Guardian held.</source>
        <translation>Alle Prüfungen des Guardian wurden bestanden.</translation>
    </message>
    <message>
        <source>Every check of the Guardian must hold. Leave this on.</source>
        <translation>Jede Prüfung des Guardian muss bestanden werden. Lassen Sie das an.</translation>
    </message>
    <message>
        <source>Every solution only calls the original.</source>
        <translation>Jede Lösung ruft nur das Original auf.</translation>
    </message>
    <message>
        <source>Every solution uses a name that is nowhere defined.</source>
        <translation>Jede Lösung benutzt einen Namen, der nirgends definiert ist.</translation>
    </message>
    <message>
        <source>Everything: training and test split, preferences, tests for reinforcement</source>
        <translation>Alles: Trainings- und Testteil, Präferenzen, Tests für Reinforcement Learning</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Exportieren</translation>
    </message>
    <message>
        <source>Export the approved lessons</source>
        <translation>Angenommene Lektionen exportieren</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Wird exportiert</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren …</translation>
    </message>
    <message>
        <source>Fetch it again: it goes on where it stopped.</source>
        <translation>Holen Sie es noch einmal: Es geht dort weiter, wo es aufgehört hat.</translation>
    </message>
    <message>
        <source>Fetch it yourself, if you trust it, and put it into the models folder.</source>
        <translation>Holen Sie es selbst, wenn Sie ihm vertrauen, und legen Sie es in den Modellordner.</translation>
    </message>
    <message>
        <source>Fetch the file in your browser and put it into the models folder.</source>
        <translation>Holen Sie die Datei mit dem Browser und legen Sie sie in den Modellordner.</translation>
    </message>
    <message>
        <source>Fetched from huggingface.co, checked, and kept in Dreamer&apos;s models folder.</source>
        <translation>Von huggingface.co geholt, geprüft und in Dreamers Modellordner abgelegt.</translation>
    </message>
    <message>
        <source>Fetching</source>
        <translation>Wird geholt</translation>
    </message>
    <message>
        <source>Fetching {0} ended before it was done.</source>
        <translation>Das Holen von {0} endete, bevor es fertig war.</translation>
    </message>
    <message>
        <source>Files…</source>
        <translation>Dateien …</translation>
    </message>
    <message>
        <source>Filter: {name}</source>
        <translation>Filter: {name}</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Flag</source>
        <translation>Markieren</translation>
    </message>
    <message>
        <source>Flag (F)</source>
        <translation>Markieren (F)</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Flagged only</source>
        <translation>Nur markierte</translation>
    </message>
    <message>
        <source>Flags, ratings and tags are not brought back by Undo.</source>
        <translation>Markierungen, Bewertungen und Schlagwörter bringt Rückgängig nicht zurück.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>Ordner …</translation>
    </message>
    <message>
        <source>For 1 hour</source>
        <translation>Für 1 Stunde</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>Format</translation>
    </message>
    <message>
        <source>Free software under the Apache License 2.0.</source>
        <translation>Freie Software unter der Apache-Lizenz 2.0.</translation>
    </message>
    <message>
        <source>Free some space and try again; what was saved before is kept.</source>
        <translation>Schaffen Sie Platz und versuchen Sie es noch einmal; was vorher gespeichert wurde, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Free some space or choose a folder that can be written.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie einen Ordner, in den geschrieben werden kann.</translation>
    </message>
    <message>
        <source>Free some space or choose another folder with DREAMER_HOME.</source>
        <translation>Schaffen Sie Platz, oder wählen Sie mit DREAMER_HOME einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Free some space or make the folder writable; the database was left as it is.</source>
        <translation>Schaffen Sie Platz, oder machen Sie den Ordner beschreibbar; die Datenbank wurde gelassen, wie sie ist.</translation>
    </message>
    <message>
        <source>Free some space, make the folder writable, or set DREAMING_OUTPUT_DIR to another one.</source>
        <translation>Schaffen Sie Platz, machen Sie den Ordner beschreibbar, oder setzen Sie DREAMING_OUTPUT_DIR auf einen anderen.</translation>
    </message>
    <message>
        <source>Free some space, or make the folder writable.</source>
        <translation>Schaffen Sie Platz, oder machen Sie den Ordner beschreibbar.</translation>
    </message>
    <message>
        <source>Free some space, or move Dreamer&apos;s folder with DREAMER_HOME.</source>
        <translation>Schaffen Sie Platz, oder verlegen Sie Dreamers Ordner mit DREAMER_HOME.</translation>
    </message>
    <message>
        <source>From none kept to most</source>
        <translation>Von nichts behalten bis zum Meisten</translation>
    </message>
    <message>
        <source>GGUF models (*.gguf);;All files (*)</source>
        <translation>GGUF-Modelle (*.gguf);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>General</source>
        <translation>Allgemein</translation>
    </message>
    <message>
        <source>Getting ready</source>
        <translation>Vorbereitung</translation>
    </message>
    <message>
        <source>GitHub Token</source>
        <translation>GitHub-Token</translation>
    </message>
    <message>
        <source>GitLab Token</source>
        <translation>GitLab-Token</translation>
    </message>
    <message>
        <source>Give Dreamer something to know.</source>
        <translation>Geben Sie Dreamer etwas zu wissen.</translation>
    </message>
    <message>
        <source>Give a path, the name of an installed package, or stdlib.</source>
        <translation>Geben Sie einen Pfad, den Namen eines installierten Pakets oder stdlib an.</translation>
    </message>
    <message>
        <source>Give your user the right to write to that folder, or set DREAMER_HOME to one that can be written.</source>
        <translation>Geben Sie Ihrem Benutzer Schreibrecht für diesen Ordner, oder setzen Sie DREAMER_HOME auf einen beschreibbaren.</translation>
    </message>
    <message>
        <source>Go on in the background</source>
        <translation>Im Hintergrund weitermachen</translation>
    </message>
    <message>
        <source>Grounding</source>
        <translation>Verankerung</translation>
    </message>
    <message>
        <source>Groups of settings</source>
        <translation>Gruppen von Einstellungen</translation>
    </message>
    <message>
        <source>Guardian</source>
        <translation>Guardian</translation>
    </message>
    <message>
        <source>Guardian: {verdict}</source>
        <translation>Guardian: {verdict}</translation>
    </message>
    <message>
        <source>Have the model read each lesson that passed all else; its doubt marks it uncertain.</source>
        <translation>Das Modell jede Lektion lesen lassen, die alles andere bestanden hat; zweifelt es, gilt sie als unsicher.</translation>
    </message>
    <message>
        <source>Hours of the night in which to dream, e.g. 2-6 or 22-5 over midnight; several nights differ as mon-fri 2-6, sat-sun 3-9.</source>
        <translation>Nachtstunden, in denen geträumt wird, z. B. 2-6 oder 22-5 über Mitternacht; nach Wochentagen so: mon-fri 2-6, sat-sun 3-9.</translation>
    </message>
    <message>
        <source>How far dreams came</source>
        <translation>Wie weit die Träume kamen</translation>
    </message>
    <message>
        <source>How hard the scenarios are; adaptive follows your success rate.</source>
        <translation>Wie schwer die Szenarien sind; „angepasst“ folgt der Erfolgsquote.</translation>
    </message>
    <message>
        <source>How long nobody may have touched keyboard and mouse before dreaming begins.</source>
        <translation>So lange darf niemand Tastatur oder Maus berührt haben, bevor das Träumen beginnt.</translation>
    </message>
    <message>
        <source>How many layers go to a GPU; -1 puts there what fits, 0 none.</source>
        <translation>Wie viele Schichten auf die GPU kommen; -1 lädt, was passt, 0 keine.</translation>
    </message>
    <message>
        <source>How much the model may invent: full leaves it only the code, some also the words, free also the task; auto follows the model&apos;s size.</source>
        <translation>Wie viel das Modell erfinden darf: „voll“ lässt ihm nur den Code, „teilweise“ auch die Worte, „frei“ auch die Aufgabe; „automatisch“ folgt der Größe des Modells.</translation>
    </message>
    <message>
        <source>How often the tests run, with other hash seeds and orders.</source>
        <translation>Wie oft die Tests laufen, jeweils mit anderem Hash-Startwert und anderer Reihenfolge.</translation>
    </message>
    <message>
        <source>Hugging Face</source>
        <translation>Hugging Face</translation>
    </message>
    <message>
        <source>I did not dream anything.</source>
        <translation>Ich habe nichts geträumt.</translation>
    </message>
    <message>
        <source>I did not dream that night</source>
        <translation>In dieser Nacht habe ich nicht geträumt</translation>
    </message>
    <message numerus="yes">
        <source>I dreamed {count} solution</source>
        <comment>I dreamed {count} solutions</comment>
        <translation>
            <numerusform>Ich habe {count} Lösung geträumt</numerusform>
            <numerusform>Ich habe {count} Lösungen geträumt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I dreamed {count} solution and kept none</source>
        <comment>I dreamed {count} solutions and kept none</comment>
        <translation>
            <numerusform>Ich habe {count} Lösung geträumt und keine behalten</numerusform>
            <numerusform>Ich habe {count} Lösungen geträumt und keine behalten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I dreamed {count} solution.</source>
        <comment>I dreamed {count} solutions.</comment>
        <translation>
            <numerusform>Ich habe {count} Lösung geträumt.</numerusform>
            <numerusform>Ich habe {count} Lösungen geträumt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>I know {things} things from {count} source.</source>
        <comment>I know {things} things from {count} sources.</comment>
        <translation>
            <numerusform>Ich kenne {things} Dinge aus {count} Quelle.</numerusform>
            <numerusform>Ich kenne {things} Dinge aus {count} Quellen.</numerusform>
        </translation>
    </message>
    <message>
        <source>If that is what you want, set {0} to it.</source>
        <translation>Wenn Sie das wollen, setzen Sie {0} darauf.</translation>
    </message>
    <message>
        <source>Import name, for example networkx:</source>
        <translation>Importname, zum Beispiel networkx:</translation>
    </message>
    <message>
        <source>In your own words (optional)</source>
        <translation>In eigenen Worten (freiwillig)</translation>
    </message>
    <message numerus="yes">
        <source>In {count} night: </source>
        <comment>In {count} nights: </comment>
        <translation>
            <numerusform>In {count} Nacht: </numerusform>
            <numerusform>In {count} Nächten: </numerusform>
        </translation>
    </message>
    <message>
        <source>Independent solutions drawn for each scenario. More find more and agree better.</source>
        <translation>Unabhängige Lösungen, die zu jedem Szenario gezogen werden. Mehr finden mehr und stimmen besser überein.</translation>
    </message>
    <message>
        <source>Install Dreamer anew: detect-secrets belongs to it.</source>
        <translation>Installieren Sie Dreamer neu: detect-secrets gehört dazu.</translation>
    </message>
    <message>
        <source>Install and start Docker, or choose the bubblewrap sandbox.</source>
        <translation>Installieren und starten Sie Docker, oder wählen Sie die Sandbox bubblewrap.</translation>
    </message>
    <message>
        <source>Install bubblewrap (on Debian: &apos;apt install bubblewrap&apos;) or start Docker.</source>
        <translation>Installieren Sie bubblewrap (unter Debian: „apt install bubblewrap“), oder starten Sie Docker.</translation>
    </message>
    <message>
        <source>Install bubblewrap (on Debian: &apos;apt install bubblewrap&apos;).</source>
        <translation>Installieren Sie bubblewrap (unter Debian: „apt install bubblewrap“).</translation>
    </message>
    <message>
        <source>Install it (on Debian: &apos;apt install libc-bin&apos;).</source>
        <translation>Installieren Sie es (unter Debian: „apt install libc-bin“).</translation>
    </message>
    <message>
        <source>Install the newer Dreamer again, or put a copy from {0} in its place.</source>
        <translation>Installieren Sie wieder das neuere Dreamer, oder legen Sie eine Kopie aus {0} an ihre Stelle.</translation>
    </message>
    <message>
        <source>Install what provides it, e.g. &apos;pip install {0}&apos;, or leave it out.</source>
        <translation>Installieren Sie, was sie enthält, z. B. „pip install {0}“, oder lassen Sie sie weg.</translation>
    </message>
    <message>
        <source>Installed package…</source>
        <translation>Installiertes Paket …</translation>
    </message>
    <message>
        <source>Installing the model that comes with Dreamer</source>
        <translation>Das mitgelieferte Modell wird installiert</translation>
    </message>
    <message>
        <source>It cannot be tested: {0}.</source>
        <translation>Das lässt sich nicht testen: {0}.</translation>
    </message>
    <message>
        <source>It could not be checked: neither a pass nor a fail.</source>
        <translation>Es konnte nicht geprüft werden: weder bestanden noch durchgefallen.</translation>
    </message>
    <message>
        <source>It did not pass through the Guardian.</source>
        <translation>Sie ist nicht durch den Guardian gegangen.</translation>
    </message>
    <message>
        <source>It differs from the library, {0}.</source>
        <translation>Sie weicht von der Bibliothek ab, {0}.</translation>
    </message>
    <message>
        <source>It does as the library does on the tests and {0} further calls</source>
        <translation>Sie verhält sich in den Tests und {0} weiteren Aufrufen wie die Bibliothek</translation>
    </message>
    <message>
        <source>It has none.</source>
        <translation>Es hat keine.</translation>
    </message>
    <message>
        <source>It has {0}; any other GGUF file of the hub is named OWNER/REPOSITORY/FILE.gguf.</source>
        <translation>Er hat {0}; jede andere GGUF-Datei des Hubs heißt BESITZER/REPOSITORY/DATEI.gguf.</translation>
    </message>
    <message>
        <source>It has: {0}.</source>
        <translation>Es hat: {0}.</translation>
    </message>
    <message>
        <source>It is another file than the one that was chosen; nothing was fetched.</source>
        <translation>Es ist eine andere Datei als die gewählte; es wurde nichts geholt.</translation>
    </message>
    <message>
        <source>It is here.</source>
        <translation>Es ist da.</translation>
    </message>
    <message>
        <source>It is made of the local Python, which must be one for Linux.</source>
        <translation>Sie besteht aus dem hiesigen Python, und das muss eines für Linux sein.</translation>
    </message>
    <message>
        <source>It is nested too deeply to be examined.</source>
        <translation>Es ist zu tief verschachtelt, um untersucht zu werden.</translation>
    </message>
    <message>
        <source>It looks like http://192.168.1.20:8080.</source>
        <translation>Sie sieht so aus: http://192.168.1.20:8080.</translation>
    </message>
    <message>
        <source>It ran out of time on most further calls.</source>
        <translation>Bei den meisten weiteren Aufrufen lief die Zeit ab.</translation>
    </message>
    <message>
        <source>It stands on</source>
        <translation>Dreamer steht auf</translation>
    </message>
    <message numerus="yes">
        <source>It was approved already</source>
        <comment>They were approved already</comment>
        <translation>
            <numerusform>Sie war schon angenommen</numerusform>
            <numerusform>Sie waren schon angenommen</numerusform>
        </translation>
    </message>
    <message>
        <source>It was changed since. Verify it again to approve it.</source>
        <translation>Seither wurde etwas geändert. Prüfen Sie noch einmal, um anzunehmen.</translation>
    </message>
    <message>
        <source>It was damaged or changed on the way; try again later.</source>
        <translation>Es wurde unterwegs beschädigt oder verändert; versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>It was damaged or replaced; fetch it again, or rename it if that was you.</source>
        <translation>Sie wurde beschädigt oder ersetzt; holen Sie sie noch einmal, oder benennen Sie sie um, wenn Sie das selbst waren.</translation>
    </message>
    <message>
        <source>It was interrupted: {reason}.</source>
        <translation>Sie wurde unterbrochen: {reason}.</translation>
    </message>
    <message numerus="yes">
        <source>It was put back already</source>
        <comment>They were put back already</comment>
        <translation>
            <numerusform>Sie war schon zurückgestellt</numerusform>
            <numerusform>Sie waren schon zurückgestellt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It was rejected already</source>
        <comment>They were rejected already</comment>
        <translation>
            <numerusform>Sie war schon abgelehnt</numerusform>
            <numerusform>Sie waren schon abgelehnt</numerusform>
        </translation>
    </message>
    <message>
        <source>Its key</source>
        <translation>Sein Schlüssel</translation>
    </message>
    <message>
        <source>Its model</source>
        <translation>Sein Modell</translation>
    </message>
    <message>
        <source>JSON Web Token</source>
        <translation>JSON-Web-Token</translation>
    </message>
    <message>
        <source>Keep Dreamer running in the background?</source>
        <translation>Soll Dreamer im Hintergrund weiterlaufen?</translation>
    </message>
    <message>
        <source>Keep for later</source>
        <translation>Für später behalten</translation>
    </message>
    <message>
        <source>Keep running</source>
        <translation>Weiterlaufen lassen</translation>
    </message>
    <message>
        <source>Kept and thrown away</source>
        <translation>Behalten und verworfen</translation>
    </message>
    <message>
        <source>Kept, by difficulty</source>
        <translation>Behalten, nach Schwierigkeit</translation>
    </message>
    <message>
        <source>Kept, by library</source>
        <translation>Behalten, nach Bibliothek</translation>
    </message>
    <message>
        <source>Key that the server asks for; empty for none. It is kept in Dreamer&apos;s settings file.</source>
        <translation>Schlüssel, den der Server verlangt; leer: keiner. Er steht in Dreamers Einstellungsdatei.</translation>
    </message>
    <message>
        <source>Keyboard and mouse are not watched now.</source>
        <translation>Tastatur und Maus werden gerade nicht beobachtet.</translation>
    </message>
    <message>
        <source>Keyboard and mouse are watched through: {source}</source>
        <translation>Tastatur und Maus werden beobachtet über: {source}</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>Knowledge ({patterns})</source>
        <translation>Wissen ({patterns})</translation>
    </message>
    <message>
        <source>Knowledge with documented examples makes better tasks: add some.</source>
        <translation>Wissen mit dokumentierten Beispielen ergibt bessere Aufgaben: Fügen Sie welches hinzu.</translation>
    </message>
    <message>
        <source>LM Studio</source>
        <translation>LM Studio</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Language of the program; empty follows the system.</source>
        <translation>Sprache des Programms; leer richtet sich nach dem System.</translation>
    </message>
    <message>
        <source>Large view (Space)</source>
        <translation>Große Ansicht (Leertaste)</translation>
    </message>
    <message>
        <source>Large view and back</source>
        <translation>Große Ansicht und zurück</translation>
    </message>
    <message>
        <source>Later nights</source>
        <translation>Spätere Nächte</translation>
    </message>
    <message>
        <source>Layers on the GPU</source>
        <translation>Schichten auf der GPU</translation>
    </message>
    <message>
        <source>Least certain first</source>
        <translation>Unsicherste zuerst</translation>
    </message>
    <message>
        <source>Leave out {name}</source>
        <translation>{name} weglassen</translation>
    </message>
    <message>
        <source>Left out:</source>
        <translation>Ausgelassen:</translation>
    </message>
    <message>
        <source>Left out: validation is not strict.</source>
        <translation>Ausgelassen: Die Prüfung ist nicht streng.</translation>
    </message>
    <message>
        <source>Lesson</source>
        <translation>Lektion</translation>
    </message>
    <message>
        <source>Lessons</source>
        <translation>Lektionen</translation>
    </message>
    <message>
        <source>Lessons come here as you decide.</source>
        <translation>Lektionen kommen hierher, sobald Sie entscheiden.</translation>
    </message>
    <message>
        <source>Lessons folder</source>
        <translation>Ordner der Lektionen</translation>
    </message>
    <message>
        <source>Lessons kept</source>
        <translation>Behaltene Lektionen</translation>
    </message>
    <message>
        <source>Let text leave the house</source>
        <translation>Text aus dem Haus lassen</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Lint: {0}.</source>
        <translation>Lint: {0}.</translation>
    </message>
    <message>
        <source>Load by other programs above which dreaming stops (0-1).</source>
        <translation>Last durch andere Programme, über der das Träumen endet (0–1).</translation>
    </message>
    <message>
        <source>Load it all the same</source>
        <translation>Trotzdem laden</translation>
    </message>
    <message>
        <source>Look at the server there, or empty {0} to dream with a model file.</source>
        <translation>Sehen Sie dort nach dem Server, oder leeren Sie {0}, um mit einer Modelldatei zu träumen.</translation>
    </message>
    <message>
        <source>Looking at it…</source>
        <translation>Wird angesehen …</translation>
    </message>
    <message>
        <source>Looking at this computer…</source>
        <translation>Dieser Rechner wird angesehen …</translation>
    </message>
    <message>
        <source>Looking at what is known …</source>
        <translation>Das Wissen wird durchgesehen …</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht …</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>Wird gesucht …</translation>
    </message>
    <message>
        <source>MMM yyyy</source>
        <translation>MMM yyyy</translation>
    </message>
    <message>
        <source>Make it writable, or set DREAMER_HOME to a folder that is.</source>
        <translation>Machen Sie ihn beschreibbar, oder setzen Sie DREAMER_HOME auf einen Ordner, der es ist.</translation>
    </message>
    <message>
        <source>Make up for missed nights</source>
        <translation>Verpasste Nächte nachholen</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Mend it or delete it; without it the defaults apply.</source>
        <translation>Berichtigen oder löschen Sie sie; ohne sie gelten die Voreinstellungen.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Model on another machine</source>
        <translation>Modell auf einem anderen Rechner</translation>
    </message>
    <message>
        <source>Model review is switched off.</source>
        <translation>Die Durchsicht durch das Modell ist ausgeschaltet.</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modelle auf diesem Rechner</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>More models</source>
        <translation>Weitere Modelle</translation>
    </message>
    <message>
        <source>Morning summary</source>
        <translation>Zusammenfassung am Morgen</translation>
    </message>
    <message>
        <source>Most practised libraries</source>
        <translation>Am meisten geübte Bibliotheken</translation>
    </message>
    <message>
        <source>Move</source>
        <translation>Bewegen</translation>
    </message>
    <message>
        <source>Move it away and put the newest copy from {0} in its place; without one, Dreamer starts with an empty journal.</source>
        <translation>Schieben Sie sie beiseite und legen Sie die neueste Kopie aus {0} an ihre Stelle; ohne eine beginnt Dreamer mit einem leeren Tagebuch.</translation>
    </message>
    <message>
        <source>Move it away or choose another folder.</source>
        <translation>Schieben Sie ihn beiseite, oder wählen Sie einen anderen Ordner.</translation>
    </message>
    <message>
        <source>Mutation score</source>
        <translation>Mutationswert</translation>
    </message>
    <message>
        <source>NPM tokens</source>
        <translation>NPM-Token</translation>
    </message>
    <message>
        <source>Name of the model on that server; may stay empty where it has only one.</source>
        <translation>Name des Modells auf diesem Server; kann leer bleiben, wenn er nur eines hat.</translation>
    </message>
    <message>
        <source>Name:</source>
        <translation>Name:</translation>
    </message>
    <message>
        <source>Names of Dreamer&apos;s containers begin with this.</source>
        <translation>Damit beginnen die Namen von Dreamers Containern.</translation>
    </message>
    <message>
        <source>Names of programs, separated by commas, beside which Dreamer does not dream.</source>
        <translation>Namen von Programmen, durch Kommas getrennt, neben denen Dreamer nicht träumt.</translation>
    </message>
    <message>
        <source>Neither the catalogue nor the hub says which sha256 {0} has, so it could not be checked and was not fetched.</source>
        <translation>Weder der Katalog noch der Hub sagt, welche SHA-256 {0} hat; es konnte nicht geprüft werden und wurde nicht geholt.</translation>
    </message>
    <message>
        <source>Never beside these programs</source>
        <translation>Nie neben diesen Programmen</translation>
    </message>
    <message>
        <source>New among {0} known solutions.</source>
        <translation>Neu unter {0} bekannten Lösungen.</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>Neueste zuerst</translation>
    </message>
    <message>
        <source>Next lesson</source>
        <translation>Nächste Lektion</translation>
    </message>
    <message>
        <source>Nice value of everything that dreams: 0 normal, 19 lowest.</source>
        <translation>Nice-Wert von allem, was träumt: 0 normal, 19 am niedrigsten.</translation>
    </message>
    <message>
        <source>Night</source>
        <translation>Nacht</translation>
    </message>
    <message>
        <source>Night hours</source>
        <translation>Nachtstunden</translation>
    </message>
    <message>
        <source>Nights</source>
        <translation>Nächte</translation>
    </message>
    <message>
        <source>No Docker engine answers.</source>
        <translation>Keine Docker-Engine antwortet.</translation>
    </message>
    <message>
        <source>No backup of the database could be written to {0} ({1}).</source>
        <translation>In {0} konnte keine Sicherung der Datenbank geschrieben werden ({1}).</translation>
    </message>
    <message>
        <source>No concept fits what is asked for.</source>
        <translation>Kein Konzept passt zur Suche.</translation>
    </message>
    <message>
        <source>No dreams yet</source>
        <translation>Noch keine Träume</translation>
    </message>
    <message>
        <source>No fault was found, but too few independent solutions agree to vouch for it.</source>
        <translation>Es wurde kein Fehler gefunden, aber zu wenige unabhängige Lösungen stimmen überein, um dafür zu bürgen.</translation>
    </message>
    <message>
        <source>No filter is saved yet</source>
        <translation>Noch kein Filter gespeichert</translation>
    </message>
    <message>
        <source>No lesson fits what is asked for.</source>
        <translation>Keine Lektion passt zur Suche.</translation>
    </message>
    <message>
        <source>No lesson is chosen</source>
        <translation>Keine Lektion gewählt</translation>
    </message>
    <message>
        <source>No library is declared.</source>
        <translation>Es ist keine Bibliothek angegeben.</translation>
    </message>
    <message>
        <source>No night yet</source>
        <translation>Noch keine Nacht</translation>
    </message>
    <message>
        <source>No program was found to open {path}.</source>
        <translation>Es wurde kein Programm gefunden, das {path} öffnet.</translation>
    </message>
    <message>
        <source>No sample was a program.</source>
        <translation>Keine der Stichproben war ein Programm.</translation>
    </message>
    <message>
        <source>No sandbox filter is known for {0} processors.</source>
        <translation>Für {0}-Prozessoren ist kein Sandbox-Filter bekannt.</translation>
    </message>
    <message>
        <source>No secrets, no machine paths.</source>
        <translation>Keine Geheimnisse, keine Pfade dieses Rechners.</translation>
    </message>
    <message>
        <source>No setting matches “{text}”.</source>
        <translation>Keine Einstellung passt zu „{text}“.</translation>
    </message>
    <message>
        <source>No solution uses the library.</source>
        <translation>Keine Lösung benutzt die Bibliothek.</translation>
    </message>
    <message>
        <source>No task came of it</source>
        <translation>Es wurde keine Aufgabe daraus</translation>
    </message>
    <message>
        <source>No two solutions agree on what is right.</source>
        <translation>Keine zwei Lösungen sind sich einig, was richtig ist.</translation>
    </message>
    <message>
        <source>None of the {0} models found fits into memory; {1}</source>
        <translation>Keines der {0} gefundenen Modelle passt in den Speicher; {1}</translation>
    </message>
    <message>
        <source>None of them held; the journal says why.</source>
        <translation>Keine davon hat bestanden; das Tagebuch sagt, warum.</translation>
    </message>
    <message>
        <source>None was found yet; this one is installed when you start.</source>
        <translation>Noch wurde keines gefunden; dieses wird installiert, wenn Sie beginnen.</translation>
    </message>
    <message>
        <source>None was found.</source>
        <translation>Es wurde keines gefunden.</translation>
    </message>
    <message>
        <source>Not beside full-screen programs</source>
        <translation>Nicht neben Vollbildprogrammen</translation>
    </message>
    <message>
        <source>Not dreamed about yet</source>
        <translation>Noch nicht davon geträumt</translation>
    </message>
    <message>
        <source>Not needed: {0} did not hold.</source>
        <translation>Nicht nötig: {0} wurde nicht bestanden.</translation>
    </message>
    <message>
        <source>Not now</source>
        <translation>Nicht jetzt</translation>
    </message>
    <message>
        <source>Not useful to me</source>
        <translation>Für mich nicht nützlich</translation>
    </message>
    <message>
        <source>Not while the screen is kept on</source>
        <translation>Nicht, solange der Bildschirm wach gehalten wird</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>Notiz</translation>
    </message>
    <message>
        <source>Note and tags</source>
        <translation>Notiz und Schlagwörter</translation>
    </message>
    <message>
        <source>Nothing answers at {0}: no connection within the time allowed.</source>
        <translation>Unter {0} antwortet nichts: keine Verbindung in der vorgesehenen Zeit.</translation>
    </message>
    <message>
        <source>Nothing answers at {0}: {1}.</source>
        <translation>Unter {0} antwortet nichts: {1}.</translation>
    </message>
    <message>
        <source>Nothing came of it</source>
        <translation>Es wurde nichts daraus</translation>
    </message>
    <message>
        <source>Nothing dangerous.</source>
        <translation>Nichts Gefährliches.</translation>
    </message>
    <message>
        <source>Nothing has been read yet.</source>
        <translation>Es wurde noch nichts gelesen.</translation>
    </message>
    <message>
        <source>Nothing here yet</source>
        <translation>Noch nichts da</translation>
    </message>
    <message>
        <source>Nothing is known yet</source>
        <translation>Noch ist nichts bekannt</translation>
    </message>
    <message>
        <source>Nothing matches</source>
        <translation>Nichts passt</translation>
    </message>
    <message>
        <source>Nothing new: all of it was known already.</source>
        <translation>Nichts Neues: Alles war schon bekannt.</translation>
    </message>
    <message>
        <source>Nothing of what is known was dreamed about yet.</source>
        <translation>Vom Wissen wurde noch nichts geträumt.</translation>
    </message>
    <message>
        <source>Nothing to draw yet</source>
        <translation>Noch nichts zu zeichnen</translation>
    </message>
    <message>
        <source>Nothing waits for you here.</source>
        <translation>Hier wartet nichts auf Sie.</translation>
    </message>
    <message>
        <source>Nothing was fetched; choose a smaller one.</source>
        <translation>Es wurde nichts geholt; wählen Sie ein kleineres.</translation>
    </message>
    <message>
        <source>Off: {0}</source>
        <translation>Aus: {0}</translation>
    </message>
    <message>
        <source>Oldest first</source>
        <translation>Älteste zuerst</translation>
    </message>
    <message>
        <source>On further calls the code does more than answer ({0}).</source>
        <translation>Bei weiteren Aufrufen tut der Code mehr als zu antworten ({0}).</translation>
    </message>
    <message>
        <source>On no further call do most solutions do the same.</source>
        <translation>Bei keinem weiteren Aufruf tun die meisten Lösungen dasselbe.</translation>
    </message>
    <message>
        <source>One notification when you are back, if there are lessons to review.</source>
        <translation>Eine Benachrichtigung, wenn Sie zurück sind und Lektionen zum Durchsehen da sind.</translation>
    </message>
    <message>
        <source>Only lessons that you approved leave the journal; nothing leaves this machine.</source>
        <translation>Nur Lektionen, die Sie angenommen haben, verlassen das Tagebuch; nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Only {0}.</source>
        <translation>Nur {0}.</translation>
    </message>
    <message>
        <source>Open Dream Journal</source>
        <translation>Traumtagebuch öffnen</translation>
    </message>
    <message numerus="yes">
        <source>Open Dream Journal ({count} to review)</source>
        <comment>Open Dream Journal ({count} to review)</comment>
        <translation>
            <numerusform>Traumtagebuch öffnen ({count} offen)</numerusform>
            <numerusform>Traumtagebuch öffnen ({count} offen)</numerusform>
        </translation>
    </message>
    <message>
        <source>Open log folder</source>
        <translation>Ordner der Protokolle öffnen</translation>
    </message>
    <message>
        <source>Open the file</source>
        <translation>Datei öffnen</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open the journal</source>
        <translation>Tagebuch öffnen</translation>
    </message>
    <message>
        <source>Open the settings</source>
        <translation>Einstellungen öffnen</translation>
    </message>
    <message>
        <source>OpenAI Token</source>
        <translation>OpenAI-Token</translation>
    </message>
    <message>
        <source>Order of the lessons</source>
        <translation>Reihenfolge der Lektionen</translation>
    </message>
    <message>
        <source>Other solutions of the same dream</source>
        <translation>Andere Lösungen desselben Traums</translation>
    </message>
    <message>
        <source>Outside, only https:// is used.</source>
        <translation>Außerhalb wird nur https:// benutzt.</translation>
    </message>
    <message>
        <source>Page {0}</source>
        <translation>Seite {0}</translation>
    </message>
    <message>
        <source>Parts and their licences</source>
        <translation>Teile und ihre Lizenzen</translation>
    </message>
    <message>
        <source>Parts of the lesson</source>
        <translation>Teile der Lektion</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>Pausiert</translation>
    </message>
    <message>
        <source>Paused {0}</source>
        <translation>Pausiert {0}</translation>
    </message>
    <message>
        <source>Paused{0}</source>
        <translation>Pausiert{0}</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Ort</translation>
    </message>
    <message>
        <source>Previous lesson</source>
        <translation>Vorige Lektion</translation>
    </message>
    <message>
        <source>Priority</source>
        <translation>Priorität</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>Privat</translation>
    </message>
    <message>
        <source>Private Key</source>
        <translation>privater Schlüssel</translation>
    </message>
    <message>
        <source>Processor threads of the model; 0 chooses by the number of cores.</source>
        <translation>Prozessor-Threads des Modells; 0 wählt nach der Zahl der Kerne.</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Progress of reading</source>
        <translation>Fortschritt beim Lesen</translation>
    </message>
    <message>
        <source>Progress of the session</source>
        <translation>Fortschritt der Sitzung</translation>
    </message>
    <message>
        <source>Put a GGUF file into the models folder or set DREAMING_MODEL_PATH.</source>
        <translation>Legen Sie eine GGUF-Datei in den Modellordner, oder setzen Sie DREAMING_MODEL_PATH.</translation>
    </message>
    <message numerus="yes">
        <source>Put back {count} lesson</source>
        <comment>Put back {count} lessons</comment>
        <translation>
            <numerusform>{count} Lektion zurückgestellt</numerusform>
            <numerusform>{count} Lektionen zurückgestellt</numerusform>
        </translation>
    </message>
    <message>
        <source>Put back “{title}”</source>
        <translation>„{title}“ zurückgestellt</translation>
    </message>
    <message>
        <source>PyPI Token</source>
        <translation>PyPI-Token</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>Python {0}</source>
        <translation>Python {0}</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Quit Dreamer</source>
        <translation>Dreamer beenden</translation>
    </message>
    <message>
        <source>Rate 1 (2, 3, 4)</source>
        <translation>Bewerten mit 1 (2, 3, 4)</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>Bewertung</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Gelesen</translation>
    </message>
    <message>
        <source>Reading was stopped. What was read so far is kept.</source>
        <translation>Das Lesen wurde abgebrochen. Was bisher gelesen wurde, bleibt.</translation>
    </message>
    <message>
        <source>Reading what there is to know</source>
        <translation>Liest, was es zu wissen gibt</translation>
    </message>
    <message>
        <source>Reading {source} ({done} of {total})</source>
        <translation>Liest {source} ({done} von {total})</translation>
    </message>
    <message>
        <source>Reading {what}</source>
        <translation>Liest {what}</translation>
    </message>
    <message>
        <source>Ready to dream</source>
        <translation>Bereit zum Träumen</translation>
    </message>
    <message>
        <source>Reason for rejecting</source>
        <translation>Grund der Ablehnung</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Refused</source>
        <translation>Durchgefallen</translation>
    </message>
    <message>
        <source>Reject</source>
        <translation>Ablehnen</translation>
    </message>
    <message numerus="yes">
        <source>Reject {count} lesson?</source>
        <comment>Reject {count} lessons?</comment>
        <translation>
            <numerusform>{count} Lektion ablehnen?</numerusform>
            <numerusform>{count} Lektionen ablehnen?</numerusform>
        </translation>
    </message>
    <message>
        <source>Reject “{title}”?</source>
        <translation>„{title}“ ablehnen?</translation>
    </message>
    <message>
        <source>Reject, with a reason</source>
        <translation>Ablehnen, mit Grund</translation>
    </message>
    <message>
        <source>Rejected</source>
        <translation>Abgelehnt</translation>
    </message>
    <message>
        <source>Rejected because</source>
        <translation>Abgelehnt, weil</translation>
    </message>
    <message numerus="yes">
        <source>Rejected {count} lesson</source>
        <comment>Rejected {count} lessons</comment>
        <translation>
            <numerusform>{count} Lektion abgelehnt</numerusform>
            <numerusform>{count} Lektionen abgelehnt</numerusform>
        </translation>
    </message>
    <message>
        <source>Rejected “{title}”</source>
        <translation>„{title}“ abgelehnt</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
    <message>
        <source>Remove a source that is too large for this machine, or try again.</source>
        <translation>Entfernen Sie eine Quelle, die für diesen Rechner zu groß ist, oder versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Remove {count} sources?</source>
        <translation>{count} Quellen entfernen?</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>{name} entfernen?</translation>
    </message>
    <message>
        <source>Removing {what}</source>
        <translation>{what} wird entfernt</translation>
    </message>
    <message>
        <source>Restore defaults</source>
        <translation>Voreinstellungen wiederherstellen</translation>
    </message>
    <message>
        <source>Restore defaults…</source>
        <translation>Voreinstellungen wiederherstellen …</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Resume (paused until {time})</source>
        <translation>Fortsetzen (pausiert bis {time})</translation>
    </message>
    <message>
        <source>Review by the model</source>
        <translation>Durchsicht durch das Modell</translation>
    </message>
    <message numerus="yes">
        <source>Review {count} lesson</source>
        <comment>Review {count} lessons</comment>
        <translation>
            <numerusform>{count} Lektion durchsehen</numerusform>
            <numerusform>{count} Lektionen durchsehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Run &apos;dreamer doctor&apos; to see what it needs.</source>
        <translation>„dreamer doctor“ zeigt, was sie braucht.</translation>
    </message>
    <message>
        <source>Run Dreamer with the Python that it was installed with.</source>
        <translation>Starten Sie Dreamer mit dem Python, mit dem es installiert wurde.</translation>
    </message>
    <message>
        <source>Samples per scenario</source>
        <translation>Stichproben je Szenario</translation>
    </message>
    <message>
        <source>Sandbox</source>
        <translation>Sandbox</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Save and approve</source>
        <translation>Speichern und annehmen</translation>
    </message>
    <message>
        <source>Save these filters</source>
        <translation>Diese Filter speichern</translation>
    </message>
    <message>
        <source>Save these filters…</source>
        <translation>Diese Filter speichern …</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>Speichert</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>Search concepts</source>
        <translation>Konzepte suchen</translation>
    </message>
    <message>
        <source>Search for it by a part of its name.</source>
        <translation>Suchen Sie danach mit einem Teil des Namens.</translation>
    </message>
    <message>
        <source>Search lessons</source>
        <translation>Lektionen suchen</translation>
    </message>
    <message>
        <source>Search lessons  ( / )</source>
        <translation>Lektionen suchen  ( / )</translation>
    </message>
    <message>
        <source>Search settings</source>
        <translation>Einstellungen suchen</translation>
    </message>
    <message>
        <source>Select all</source>
        <translation>Alle auswählen</translation>
    </message>
    <message>
        <source>SendGrid API Key</source>
        <translation>SendGrid-API-Schlüssel</translation>
    </message>
    <message>
        <source>Sessions</source>
        <translation>Sitzungen</translation>
    </message>
    <message>
        <source>Set DREAMING_MODEL_ENDPOINT_MODEL to one of: {0}.</source>
        <translation>Setzen Sie DREAMING_MODEL_ENDPOINT_MODEL auf eines von: {0}.</translation>
    </message>
    <message>
        <source>Set everything under “{group}” back to its default?</source>
        <translation>Alles unter „{group}“ auf die Voreinstellung zurücksetzen?</translation>
    </message>
    <message>
        <source>Set {0} to one that it has.</source>
        <translation>Setzen Sie {0} auf eines, das er hat.</translation>
    </message>
    <message>
        <source>Set {0} to the one it was started with.</source>
        <translation>Setzen Sie {0} auf das, mit dem er gestartet wurde.</translation>
    </message>
    <message>
        <source>Set {0} to true if you want that, or choose one in your own network.</source>
        <translation>Setzen Sie {0} auf true, wenn Sie das wollen, oder wählen Sie einen im eigenen Netz.</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen …</translation>
    </message>
    <message>
        <source>Share of deliberately broken variants that the tests must catch (0-1).</source>
        <translation>Anteil absichtlich fehlerhafter Varianten, den die Tests finden müssen (0–1).</translation>
    </message>
    <message>
        <source>Share of independent solutions that must behave alike to be accepted (0-1).</source>
        <translation>Anteil unabhängiger Lösungen, die sich gleich verhalten müssen, damit eine Lektion besteht (0–1).</translation>
    </message>
    <message>
        <source>Share of memory in use by other programs above which dreaming stops (0-1).</source>
        <translation>Anteil des von anderen Programmen belegten Speichers, über dem das Träumen endet (0–1).</translation>
    </message>
    <message>
        <source>ShareGPT: conversations</source>
        <translation>ShareGPT: Gespräche</translation>
    </message>
    <message>
        <source>Show all {count}</source>
        <translation>Alle {count} zeigen</translation>
    </message>
    <message>
        <source>Show the whole day</source>
        <translation>Den ganzen Tag zeigen</translation>
    </message>
    <message numerus="yes">
        <source>Show {count} new lesson</source>
        <comment>Show {count} new lessons</comment>
        <translation>
            <numerusform>{count} neue Lektion zeigen</numerusform>
            <numerusform>{count} neue Lektionen zeigen</numerusform>
        </translation>
    </message>
    <message>
        <source>Similar lessons</source>
        <translation>Ähnliche Lektionen</translation>
    </message>
    <message>
        <source>Simple</source>
        <translation>Leicht</translation>
    </message>
    <message>
        <source>Skip</source>
        <translation>Überspringen</translation>
    </message>
    <message>
        <source>Slack Token</source>
        <translation>Slack-Token</translation>
    </message>
    <message>
        <source>So long without keyboard and mouse is enough at night, where the time by day is longer.</source>
        <translation>So lange ohne Tastatur und Maus genügt nachts, wenn die Zeit am Tag länger ist.</translation>
    </message>
    <message>
        <source>Solution {number}</source>
        <translation>Lösung {number}</translation>
    </message>
    <message>
        <source>Something is missing</source>
        <translation>Etwas fehlt</translation>
    </message>
    <message>
        <source>Something went wrong inside Dreamer: {error}.</source>
        <translation>In Dreamer ist etwas schiefgegangen: {error}.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Source text</source>
        <translation>Quelltext</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Quellen</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>Starten</translation>
    </message>
    <message>
        <source>Start Dreamer in the tray when I log in</source>
        <translation>Dreamer beim Anmelden im Infobereich starten</translation>
    </message>
    <message>
        <source>Start at login</source>
        <translation>Beim Anmelden starten</translation>
    </message>
    <message>
        <source>Start hidden in the tray when you log in.</source>
        <translation>Beim Anmelden verborgen im Infobereich starten.</translation>
    </message>
    <message>
        <source>Start with these</source>
        <translation>Damit beginnen</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>Startet</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop above memory use</source>
        <translation>Anhalten über Speichernutzung</translation>
    </message>
    <message>
        <source>Stop above processor load</source>
        <translation>Anhalten über Prozessorlast</translation>
    </message>
    <message>
        <source>Stop above temperature</source>
        <translation>Anhalten über Temperatur</translation>
    </message>
    <message>
        <source>Stop dreaming</source>
        <translation>Träumen anhalten</translation>
    </message>
    <message>
        <source>Stop it first, or wait.</source>
        <translation>Halten Sie sie zuerst an, oder warten Sie.</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Stopped while Docker was at work.</source>
        <translation>Angehalten, während Docker arbeitete.</translation>
    </message>
    <message>
        <source>Strict validation</source>
        <translation>Strenge Prüfung</translation>
    </message>
    <message>
        <source>Stripe Access Key</source>
        <translation>Stripe-Zugangsschlüssel</translation>
    </message>
    <message>
        <source>Success rate in per cent</source>
        <translation>Erfolgsquote in Prozent</translation>
    </message>
    <message>
        <source>Success rate in per cent, over {count} nights</source>
        <translation>Erfolgsquote in Prozent, über {count} Nächte</translation>
    </message>
    <message numerus="yes">
        <source>Tagged {count} lesson</source>
        <comment>Tagged {count} lessons</comment>
        <translation>
            <numerusform>{count} Lektion mit Schlagwörtern versehen</numerusform>
            <numerusform>{count} Lektionen mit Schlagwörtern versehen</numerusform>
        </translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Tags, separated by commas</source>
        <translation>Schlagwörter, durch Kommas getrennt</translation>
    </message>
    <message>
        <source>Take away the filter “{name}”</source>
        <translation>Filter „{name}“ entfernen</translation>
    </message>
    <message>
        <source>Task</source>
        <translation>Aufgabe</translation>
    </message>
    <message>
        <source>Telegram Bot Token</source>
        <translation>Token eines Telegram-Bots</translation>
    </message>
    <message>
        <source>Temperature of the processor above which dreaming stops.</source>
        <translation>Temperatur des Prozessors, über der das Träumen endet.</translation>
    </message>
    <message>
        <source>Test runs</source>
        <translation>Testläufe</translation>
    </message>
    <message>
        <source>Tests</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>That is what this model was trained with: a shorter prompt helps.</source>
        <translation>So viel hat dieses Modell gelernt: Eine kürzere Anfrage hilft.</translation>
    </message>
    <message>
        <source>That was the last one. Well done.</source>
        <translation>Das war die letzte. Gut gemacht.</translation>
    </message>
    <message>
        <source>The GGUF file to dream with; empty takes the best one found that fits.</source>
        <translation>Die GGUF-Datei, mit der geträumt wird; leer: die beste gefundene, die passt.</translation>
    </message>
    <message>
        <source>The Guardian runs it in the sandbox …</source>
        <translation>Der Guardian führt sie in der Sandbox aus …</translation>
    </message>
    <message>
        <source>The Guardian verifies it again …</source>
        <translation>Der Guardian prüft sie noch einmal …</translation>
    </message>
    <message>
        <source>The best one that fits</source>
        <translation>Das beste, das passt</translation>
    </message>
    <message>
        <source>The check failed in itself: {0}: {1}</source>
        <translation>Die Prüfung selbst ist fehlgeschlagen: {0}: {1}</translation>
    </message>
    <message>
        <source>The code does not {0}.</source>
        <translation>Der Code muss {0}.</translation>
    </message>
    <message>
        <source>The code imports itself or its tests.</source>
        <translation>Der Code importiert sich selbst oder seine Tests.</translation>
    </message>
    <message>
        <source>The code is on the clipboard</source>
        <translation>Der Code ist in der Zwischenablage</translation>
    </message>
    <message>
        <source>The code is too long: {0} lines.</source>
        <translation>Der Code ist zu lang: {0} Zeilen.</translation>
    </message>
    <message>
        <source>The code {0}.</source>
        <translation>Der Code {0}.</translation>
    </message>
    <message>
        <source>The connection to the endpoint {0} broke in the middle of an answer.</source>
        <translation>Die Verbindung zum Endpunkt {0} brach mitten in einer Antwort ab.</translation>
    </message>
    <message>
        <source>The connection to the hub {0} broke off again and again.</source>
        <translation>Die Verbindung zum Hub {0} brach immer wieder ab.</translation>
    </message>
    <message>
        <source>The database {0} cannot be opened or written ({1}).</source>
        <translation>Die Datenbank {0} kann nicht geöffnet oder beschrieben werden ({1}).</translation>
    </message>
    <message>
        <source>The database {0} cannot be read or written ({1}).</source>
        <translation>Die Datenbank {0} kann nicht gelesen oder beschrieben werden ({1}).</translation>
    </message>
    <message>
        <source>The database {0} has been closed.</source>
        <translation>Die Datenbank {0} wurde geschlossen.</translation>
    </message>
    <message>
        <source>The database {0} has schema {1}; this version of Dreamer knows schemas up to {2}.</source>
        <translation>Die Datenbank {0} hat Schema {1}; diese Version von Dreamer kennt Schemas bis {2}.</translation>
    </message>
    <message>
        <source>The database {0} is damaged or is not a database ({1}).</source>
        <translation>Die Datenbank {0} ist beschädigt oder keine Datenbank ({1}).</translation>
    </message>
    <message>
        <source>The database {0} is in use by another program ({1}).</source>
        <translation>Die Datenbank {0} wird von einem anderen Programm benutzt ({1}).</translation>
    </message>
    <message>
        <source>The default is {0}.</source>
        <translation>Voreinstellung ist {0}.</translation>
    </message>
    <message>
        <source>The default model cannot be put into {0}: {1}.</source>
        <translation>Das mitgelieferte Modell kann nicht in {0} abgelegt werden: {1}.</translation>
    </message>
    <message>
        <source>The default model in {0} has sha256 {1}, not {2} as expected.</source>
        <translation>Das mitgelieferte Modell in {0} hat SHA-256 {1}, nicht {2} wie erwartet.</translation>
    </message>
    <message>
        <source>The disk is full: nothing more can be saved in {0}.</source>
        <translation>Der Datenträger ist voll: In {0} kann nichts mehr gespeichert werden.</translation>
    </message>
    <message>
        <source>The disk of {0} ran full while {1} was fetched.</source>
        <translation>Der Datenträger von {0} lief voll, während {1} geholt wurde.</translation>
    </message>
    <message>
        <source>The endpoint {0} broke off before the first word of an answer, as some servers do when a prompt is longer than their context.</source>
        <translation>Der Endpunkt {0} brach vor dem ersten Wort einer Antwort ab, wie manche Server es tun, wenn eine Anfrage länger als ihr Kontext ist.</translation>
    </message>
    <message>
        <source>The endpoint {0} does not have the model {1}.</source>
        <translation>Der Endpunkt {0} hat das Modell {1} nicht.</translation>
    </message>
    <message>
        <source>The endpoint {0} does not have the model {1}: {2}</source>
        <translation>Der Endpunkt {0} hat das Modell {1} nicht: {2}</translation>
    </message>
    <message>
        <source>The endpoint {0} failed: {1}</source>
        <translation>Der Endpunkt {0} hat versagt: {1}</translation>
    </message>
    <message>
        <source>The endpoint {0} has {1}.</source>
        <translation>Der Endpunkt {0} hat {1}.</translation>
    </message>
    <message>
        <source>The endpoint {0} is outside your own network and {1} names it without encryption.</source>
        <translation>Der Endpunkt {0} liegt außerhalb des eigenen Netzes, und {1} nennt ihn ohne Verschlüsselung.</translation>
    </message>
    <message>
        <source>The endpoint {0} is outside your own network: prompts made of what Dreamer has read would leave it.</source>
        <translation>Der Endpunkt {0} liegt außerhalb des eigenen Netzes: Anfragen aus dem, was Dreamer gelesen hat, würden es verlassen.</translation>
    </message>
    <message>
        <source>The endpoint {0} is too busy or still loading: {1}</source>
        <translation>Der Endpunkt {0} ist überlastet oder lädt noch: {1}</translation>
    </message>
    <message>
        <source>The endpoint {0} keeps breaking answers off in favour of others.</source>
        <translation>Der Endpunkt {0} bricht Antworten immer wieder zugunsten anderer ab.</translation>
    </message>
    <message>
        <source>The endpoint {0} refused a request: {1}</source>
        <translation>Der Endpunkt {0} hat eine Anfrage abgelehnt: {1}</translation>
    </message>
    <message>
        <source>The endpoint {0} said nothing for too long and was given up.</source>
        <translation>Der Endpunkt {0} schwieg zu lange und wurde aufgegeben.</translation>
    </message>
    <message>
        <source>The endpoint {0} sends requests on to {1}, and Dreamer does not follow.</source>
        <translation>Der Endpunkt {0} leitet Anfragen an {1} weiter, und Dreamer folgt nicht.</translation>
    </message>
    <message>
        <source>The endpoint {0} sent {1} where an answer was expected.</source>
        <translation>Der Endpunkt {0} hat {1} gesendet, wo eine Antwort erwartet wurde.</translation>
    </message>
    <message>
        <source>The endpoint {0} wants a key, or another one (status {1}).</source>
        <translation>Der Endpunkt {0} verlangt einen Schlüssel oder einen anderen (Status {1}).</translation>
    </message>
    <message>
        <source>The engine cannot build the sandbox: {0}.</source>
        <translation>Die Engine kann die Sandbox nicht bauen: {0}.</translation>
    </message>
    <message>
        <source>The engine refuses the sandbox&apos;s image: {0}.</source>
        <translation>Die Engine lehnt das Image der Sandbox ab: {0}.</translation>
    </message>
    <message>
        <source>The export cannot be written to {0} ({1}).</source>
        <translation>Der Export kann nicht in {0} geschrieben werden ({1}).</translation>
    </message>
    <message>
        <source>The export was stopped; nothing was written.</source>
        <translation>Der Export wurde gestoppt; nichts wurde geschrieben.</translation>
    </message>
    <message>
        <source>The file of hidden tests holds no test.</source>
        <translation>Die Datei mit verborgenen Tests enthält keinen Test.</translation>
    </message>
    <message>
        <source>The folder {0} cannot be made ({1}).</source>
        <translation>Der Ordner {0} kann nicht angelegt werden ({1}).</translation>
    </message>
    <message>
        <source>The forms of secrets cannot be had: {0}.</source>
        <translation>Die Formen von Geheimnissen sind nicht zu haben: {0}.</translation>
    </message>
    <message>
        <source>The graph has no entity {0}.</source>
        <translation>Im Graphen gibt es keine Entität {0}.</translation>
    </message>
    <message>
        <source>The hidden tests {0}.</source>
        <translation>Die verborgenen Tests {0}.</translation>
    </message>
    <message>
        <source>The host of the model {0} was closed.</source>
        <translation>Der Host des Modells {0} wurde beendet.</translation>
    </message>
    <message>
        <source>The hub does not say how large {0} is.</source>
        <translation>Der Hub sagt nicht, wie groß {0} ist.</translation>
    </message>
    <message>
        <source>The hub {0} cannot be reached: this machine is offline or the hub is down.</source>
        <translation>Der Hub {0} ist nicht zu erreichen: Dieser Rechner ist offline, oder der Hub ist ausgefallen.</translation>
    </message>
    <message>
        <source>The hub {0} failed (status {1}).</source>
        <translation>Der Hub {0} hat versagt (Status {1}).</translation>
    </message>
    <message>
        <source>The hub {0} fell silent: nothing came for {n1} seconds.</source>
        <translation>Der Hub {0} ist verstummt: {n1} Sekunden lang kam nichts.</translation>
    </message>
    <message>
        <source>The hub {0} has no {1}/{2}.</source>
        <translation>Der Hub {0} hat kein {1}/{2}.</translation>
    </message>
    <message>
        <source>The hub {0} has {1} no longer as the catalogue knows it.</source>
        <translation>Der Hub {0} hat {1} nicht mehr so, wie der Katalog es kennt.</translation>
    </message>
    <message>
        <source>The hub&apos;s {0} has the sha256 {1}, not {2} as it should be.</source>
        <translation>{0} vom Hub hat die SHA-256 {1}, nicht {2}, wie es sein soll.</translation>
    </message>
    <message>
        <source>The hub&apos;s {0} has {1} bytes, not {2} as the catalogue says.</source>
        <translation>{0} vom Hub hat {1} Bytes, nicht {2}, wie der Katalog sagt.</translation>
    </message>
    <message>
        <source>The journal could not be read</source>
        <translation>Das Tagebuch konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>The knowledge graph could not be ranked: {0}.</source>
        <translation>Der Wissensgraph konnte nicht gewichtet werden: {0}.</translation>
    </message>
    <message>
        <source>The knowledge graph is empty.</source>
        <translation>Der Wissensgraph ist leer.</translation>
    </message>
    <message>
        <source>The lesson cannot be saved to {0} ({1}).</source>
        <translation>Die Lektion kann nicht in {0} gespeichert werden ({1}).</translation>
    </message>
    <message>
        <source>The library {0} is not installed.</source>
        <translation>Die Bibliothek {0} ist nicht installiert.</translation>
    </message>
    <message>
        <source>The log says more: “Open log folder” in the menu of the journal.</source>
        <translation>Das Protokoll sagt mehr: „Ordner der Protokolle öffnen“ im Menü des Tagebuchs.</translation>
    </message>
    <message>
        <source>The model doubts it: {0}</source>
        <translation>Das Modell zweifelt daran: {0}</translation>
    </message>
    <message>
        <source>The model gave no review that can be read.</source>
        <translation>Das Modell gab kein lesbares Urteil ab.</translation>
    </message>
    <message>
        <source>The model host crashed {0} times in ten minutes with {1} and is not started again.</source>
        <translation>Der Modell-Host ist in zehn Minuten {0}-mal mit {1} abgestürzt und wird nicht wieder gestartet.</translation>
    </message>
    <message>
        <source>The model host ended while it worked with {0}: {1}.</source>
        <translation>Der Modell-Host endete, während er mit {0} arbeitete: {1}.</translation>
    </message>
    <message>
        <source>The model {0} cannot be used: {1}.</source>
        <translation>Das Modell {0} kann nicht benutzt werden: {1}.</translation>
    </message>
    <message>
        <source>The model {0} is not what was fetched: it has the sha256 {1} instead of {2}.</source>
        <translation>Das Modell {0} ist nicht das, was geholt wurde: Seine SHA-256 ist {1} statt {2}.</translation>
    </message>
    <message>
        <source>The model {0} refused a request: {1}.</source>
        <translation>Das Modell {0} hat eine Anfrage abgelehnt: {1}.</translation>
    </message>
    <message>
        <source>The name {0} of the endpoint {1} cannot be looked up: {2}.</source>
        <translation>Der Name {0} des Endpunkts {1} lässt sich nicht auflösen: {2}.</translation>
    </message>
    <message>
        <source>The next dream starts a fresh one.</source>
        <translation>Der nächste Traum startet einen neuen.</translation>
    </message>
    <message>
        <source>The night in numbers</source>
        <translation>Die Nacht in Zahlen</translation>
    </message>
    <message>
        <source>The package was damaged or changed on the way; try again later.</source>
        <translation>Das Paket wurde unterwegs beschädigt oder verändert; versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>The package {0} is damaged: {1}.</source>
        <translation>Das Paket {0} ist beschädigt: {1}.</translation>
    </message>
    <message>
        <source>The package {0} with the default model cannot be downloaded: {1}.</source>
        <translation>Das Paket {0} mit dem mitgelieferten Modell kann nicht heruntergeladen werden: {1}.</translation>
    </message>
    <message>
        <source>The page of the night says what I waited for.</source>
        <translation>Die Seite der Nacht sagt, worauf ich gewartet habe.</translation>
    </message>
    <message>
        <source>The process that speaks with Docker cannot be started: {0}.</source>
        <translation>Der Prozess, der mit Docker spricht, lässt sich nicht starten: {0}.</translation>
    </message>
    <message>
        <source>The process that speaks with Docker has ended.</source>
        <translation>Der Prozess, der mit Docker spricht, ist zu Ende gegangen.</translation>
    </message>
    <message>
        <source>The program &apos;ldd&apos;, which tells what a sandbox needs, is not on the PATH.</source>
        <translation>Das Programm „ldd“, das sagt, was eine Sandbox braucht, ist nicht im PATH.</translation>
    </message>
    <message>
        <source>The run left no trace of which lines ran.</source>
        <translation>Der Lauf hinterließ keine Spur, welche Zeilen liefen.</translation>
    </message>
    <message>
        <source>The same solution is already known.</source>
        <translation>Dieselbe Lösung ist schon bekannt.</translation>
    </message>
    <message>
        <source>The sandbox cannot be built from a frozen program.</source>
        <translation>Aus einem eingefrorenen Programm kann die Sandbox nicht gebaut werden.</translation>
    </message>
    <message>
        <source>The sandbox cannot be built on {0}.</source>
        <translation>Unter {0} kann die Sandbox nicht gebaut werden.</translation>
    </message>
    <message>
        <source>The sandbox could not run the code: {0}.</source>
        <translation>Die Sandbox konnte den Code nicht ausführen: {0}.</translation>
    </message>
    <message>
        <source>The sandbox did not start: {0}.</source>
        <translation>Die Sandbox ist nicht gestartet: {0}.</translation>
    </message>
    <message>
        <source>The sandbox was closed while it started.</source>
        <translation>Die Sandbox wurde beim Starten geschlossen.</translation>
    </message>
    <message>
        <source>The sandbox {0} failed its self-test: {1}.</source>
        <translation>Die Sandbox {0} hat ihren Selbsttest nicht bestanden: {1}.</translation>
    </message>
    <message>
        <source>The self-test of {0} broke off: {1}: {2}.</source>
        <translation>Der Selbsttest von {0} brach ab: {1}: {2}.</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read: {1}.</source>
        <translation>Die Einstellungsdatei {0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>The settings say what is missing and how to get it.</source>
        <translation>Die Einstellungen sagen, was fehlt und woher Sie es bekommen.</translation>
    </message>
    <message>
        <source>The settings say what is wrong with the sandbox.</source>
        <translation>Die Einstellungen sagen, was mit der Sandbox nicht stimmt.</translation>
    </message>
    <message>
        <source>The small model that comes with Dreamer</source>
        <translation>Das mitgelieferte kleine Modell</translation>
    </message>
    <message>
        <source>The standard library and the packages beside it</source>
        <translation>Die Standardbibliothek und die Pakete daneben</translation>
    </message>
    <message>
        <source>The tests are too long.</source>
        <translation>Die Tests sind zu lang.</translation>
    </message>
    <message>
        <source>The tests are too long: {0} parts.</source>
        <translation>Die Tests sind zu lang: {0} Teile.</translation>
    </message>
    <message>
        <source>The tests call the code with one input only.</source>
        <translation>Die Tests rufen den Code nur mit einer einzigen Eingabe auf.</translation>
    </message>
    <message>
        <source>The tests catch only {0}.</source>
        <translation>Die Tests finden nur {0}.</translation>
    </message>
    <message>
        <source>The tests catch {0}.</source>
        <translation>Die Tests finden {0}.</translation>
    </message>
    <message>
        <source>The tests contradict the reference, {0}.</source>
        <translation>Die Tests widersprechen der Referenz, {0}.</translation>
    </message>
    <message>
        <source>The tests do not always judge alike: {0} {1}.</source>
        <translation>Die Tests urteilen nicht immer gleich: {0} {1}.</translation>
    </message>
    <message>
        <source>The tests fail: {0}</source>
        <translation>Die Tests schlagen fehl: {0}</translation>
    </message>
    <message>
        <source>The tests make {0} about the result of {1}.</source>
        <translation>Die Tests enthalten {0} zum Ergebnis von {1}.</translation>
    </message>
    <message>
        <source>The tests pass only sometimes; run {0}: {1}</source>
        <translation>Die Tests bestehen nur manchmal; Lauf {0}: {1}</translation>
    </message>
    <message>
        <source>The tests pass with a stub that {0}.</source>
        <translation>Die Tests bestehen mit einem Stub, der {0}.</translation>
    </message>
    <message>
        <source>The tests pass, but the code does more than answer ({0}).</source>
        <translation>Die Tests bestehen, aber der Code tut mehr als zu antworten ({0}).</translation>
    </message>
    <message>
        <source>The tests run only {0}.</source>
        <translation>Die Tests durchlaufen nur {0}.</translation>
    </message>
    <message>
        <source>The tests run {0}.</source>
        <translation>Die Tests durchlaufen {0}.</translation>
    </message>
    <message>
        <source>The tests {0}.</source>
        <translation>Die Tests {0}.</translation>
    </message>
    <message>
        <source>The verification was stopped. The lesson stays as it is.</source>
        <translation>Die Prüfung wurde angehalten. Die Lektion bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>The {0} does not parse: {1}.</source>
        <translation>Syntaxfehler ({0}): {1}.</translation>
    </message>
    <message>
        <source>The {0} sandbox does not hold: {1}.</source>
        <translation>Die Sandbox {0} hält nicht: {1}.</translation>
    </message>
    <message>
        <source>There are no hidden tests.</source>
        <translation>Es gibt keine verborgenen Tests.</translation>
    </message>
    <message>
        <source>There are no tests.</source>
        <translation>Es gibt keine Tests.</translation>
    </message>
    <message>
        <source>There is no OpenAI-compatible interface at {0} (status 404).</source>
        <translation>Unter {0} gibt es keine OpenAI-kompatible Schnittstelle (Status 404).</translation>
    </message>
    <message>
        <source>There is no code.</source>
        <translation>Es gibt keinen Code.</translation>
    </message>
    <message>
        <source>There is no export format {0}.</source>
        <translation>Es gibt kein Exportformat {0}.</translation>
    </message>
    <message>
        <source>There is no file {0}.</source>
        <translation>Es gibt keine Datei {0}.</translation>
    </message>
    <message>
        <source>There is no folder {0}.</source>
        <translation>Es gibt keinen Ordner {0}.</translation>
    </message>
    <message>
        <source>There is no independent solution to compare with.</source>
        <translation>Es gibt keine unabhängige Lösung zum Vergleichen.</translation>
    </message>
    <message>
        <source>There is no lesson like this one.</source>
        <translation>Es gibt keine ähnliche Lektion.</translation>
    </message>
    <message>
        <source>There is no lesson {0}.</source>
        <translation>Es gibt keine Lektion {0}.</translation>
    </message>
    <message>
        <source>There is no model to dream with.</source>
        <translation>Es gibt kein Modell zum Träumen.</translation>
    </message>
    <message>
        <source>There is no model to review with.</source>
        <translation>Es gibt kein Modell für die Durchsicht.</translation>
    </message>
    <message>
        <source>There is no model {0} in the catalogue.</source>
        <translation>Im Katalog gibt es kein Modell {0}.</translation>
    </message>
    <message>
        <source>There is no sandbox called {0}.</source>
        <translation>Es gibt keine Sandbox namens {0}.</translation>
    </message>
    <message>
        <source>There is no sandbox, so no code can run: {0}.</source>
        <translation>Es gibt keine Sandbox, also kann kein Code laufen: {0}.</translation>
    </message>
    <message>
        <source>There is no sandbox: {0}.</source>
        <translation>Es gibt keine Sandbox: {0}.</translation>
    </message>
    <message>
        <source>There is no setting {0}.</source>
        <translation>Es gibt keine Einstellung {0}.</translation>
    </message>
    <message>
        <source>There is nothing in the code to put a fault into.</source>
        <translation>Im Code gibt es nichts, worin sich ein Fehler einbauen ließe.</translation>
    </message>
    <message>
        <source>There is nothing to export: no lesson is approved, or all were left out.</source>
        <translation>Es gibt nichts zu exportieren: Keine Lektion ist angenommen, oder alle wurden ausgelassen.</translation>
    </message>
    <message>
        <source>There is nothing to export: no lesson is approved.</source>
        <translation>Es gibt nichts zu exportieren: Keine Lektion ist angenommen.</translation>
    </message>
    <message>
        <source>There is nothing to redo.</source>
        <translation>Es gibt nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>There is nothing to undo.</source>
        <translation>Es gibt nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>There is {0}.</source>
        <translation>Gefunden: {0}.</translation>
    </message>
    <message>
        <source>These keys</source>
        <translation>Diese Tasten</translation>
    </message>
    <message>
        <source>They are decided together. Undo brings them back together.</source>
        <translation>Sie werden zusammen entschieden. „Rückgängig“ holt sie zusammen zurück.</translation>
    </message>
    <message>
        <source>They are read where they are, and never moved or changed.</source>
        <translation>Sie werden gelesen, wo sie liegen, und nie verschoben oder verändert.</translation>
    </message>
    <message>
        <source>This Docker engine is reached through an encrypted connection.</source>
        <translation>Diese Docker-Engine ist nur über eine verschlüsselte Verbindung zu erreichen.</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>Dieser Rechner</translation>
    </message>
    <message>
        <source>This desktop has no tray to show it in. Starting Dreamer again brings this window back. Without it running, nothing is dreamed while you are away.</source>
        <translation>Dieser Desktop hat keinen Infobereich, in dem es sich zeigen könnte. Wenn Sie Dreamer noch einmal starten, kommt dieses Fenster zurück. Läuft es nicht, wird nichts geträumt, während Sie fort sind.</translation>
    </message>
    <message>
        <source>This is your Dream Journal</source>
        <translation>Das ist Ihr Traumtagebuch</translation>
    </message>
    <message>
        <source>This lesson</source>
        <translation>Diese Lektion</translation>
    </message>
    <message>
        <source>This lesson has no file: only kept lessons have one.</source>
        <translation>Diese Lektion hat keine Datei: Nur behaltene Lektionen haben eine.</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>Threads</translation>
    </message>
    <message>
        <source>To review</source>
        <translation>Offen</translation>
    </message>
    <message>
        <source>Tokens in thousands</source>
        <translation>Tokens in Tausend</translation>
    </message>
    <message>
        <source>Tokens of context the model is given.</source>
        <translation>So viele Tokens Kontext erhält das Modell.</translation>
    </message>
    <message>
        <source>Trivial</source>
        <translation>Trivial</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>Try again later: what has come already is kept.</source>
        <translation>Versuchen Sie es später noch einmal: Was schon da ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Try again: the next session starts another one.</source>
        <translation>Versuchen Sie es noch einmal: Die nächste Sitzung startet einen neuen.</translation>
    </message>
    <message>
        <source>Turns what you know into proven programming lessons while you are away.</source>
        <translation>Macht aus dem, was Sie wissen, geprüfte Programmierlektionen, während Sie fort sind.</translation>
    </message>
    <message>
        <source>Twilio API Key</source>
        <translation>Twilio-API-Schlüssel</translation>
    </message>
    <message>
        <source>Uncertain</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Unclear task</source>
        <translation>Unklare Aufgabe</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Undo (U)</source>
        <translation>Rückgängig (U)</translation>
    </message>
    <message>
        <source>Until I resume</source>
        <translation>Bis ich fortsetze</translation>
    </message>
    <message>
        <source>Until tomorrow</source>
        <translation>Bis morgen</translation>
    </message>
    <message>
        <source>Unverified</source>
        <translation>Ungeprüft</translation>
    </message>
    <message>
        <source>Up in the lesson</source>
        <translation>In der Lektion nach oben</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Use an engine on this machine: unset DOCKER_HOST.</source>
        <translation>Benutzen Sie eine Engine auf diesem Rechner: Entfernen Sie DOCKER_HOST.</translation>
    </message>
    <message>
        <source>Use {model}</source>
        <translation>{model} verwenden</translation>
    </message>
    <message>
        <source>Uses {0}.</source>
        <translation>Benutzt {0}.</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>Urteil</translation>
    </message>
    <message>
        <source>Verified again: {verdict}</source>
        <translation>Noch einmal geprüft: {verdict}</translation>
    </message>
    <message>
        <source>Verify  (Ctrl+Enter)</source>
        <translation>Prüfen  (Strg+Eingabe)</translation>
    </message>
    <message>
        <source>Verify again now</source>
        <translation>Jetzt noch einmal prüfen</translation>
    </message>
    <message>
        <source>Verify it to approve it.</source>
        <translation>Prüfen Sie sie, um sie anzunehmen.</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Wait after waking up</source>
        <translation>Nach dem Aufwachen warten</translation>
    </message>
    <message>
        <source>Wait until it has ended, or stop it there.</source>
        <translation>Warten Sie, bis er fertig ist, oder halten Sie ihn dort an.</translation>
    </message>
    <message>
        <source>Waiting: {0}</source>
        <translation>Wartet: {0}</translation>
    </message>
    <message>
        <source>Weak tests</source>
        <translation>Schwache Tests</translation>
    </message>
    <message>
        <source>Weave</source>
        <translation>Ersinnen</translation>
    </message>
    <message>
        <source>Weaving a task</source>
        <translation>Ersinnt eine Aufgabe</translation>
    </message>
    <message>
        <source>Weaving and writing</source>
        <translation>Ersinnen und schreiben</translation>
    </message>
    <message>
        <source>Welcome to Dreamer</source>
        <translation>Willkommen bei Dreamer</translation>
    </message>
    <message>
        <source>Welcome…</source>
        <translation>Willkommen …</translation>
    </message>
    <message>
        <source>What Python comes with</source>
        <translation>Was Python mitbringt</translation>
    </message>
    <message>
        <source>What had come was deleted. Free some space and fetch it again.</source>
        <translation>Was schon da war, wurde gelöscht. Schaffen Sie Platz und holen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>What is in the models folder already works without it.</source>
        <translation>Was schon im Modellordner liegt, funktioniert ohne ihn.</translation>
    </message>
    <message>
        <source>What is it doing?</source>
        <translation>Was tut es gerade?</translation>
    </message>
    <message>
        <source>What is known could not be read</source>
        <translation>Das Wissen konnte nicht gelesen werden</translation>
    </message>
    <message>
        <source>What should be remembered about this lesson?</source>
        <translation>Was soll von dieser Lektion in Erinnerung bleiben?</translation>
    </message>
    <message>
        <source>What the Guardian saw</source>
        <translation>Was der Guardian gesehen hat</translation>
    </message>
    <message>
        <source>What was read so far is kept; Dream now goes on from there.</source>
        <translation>Was bisher gelesen wurde, bleibt; „Jetzt träumen“ macht dort weiter.</translation>
    </message>
    <message>
        <source>What was thrown away</source>
        <translation>Was verworfen wurde</translation>
    </message>
    <message>
        <source>What you changed</source>
        <translation>Was Sie geändert haben</translation>
    </message>
    <message>
        <source>What you changed in this lesson is thrown away.</source>
        <translation>Was Sie an dieser Lektion geändert haben, wird weggeworfen.</translation>
    </message>
    <message>
        <source>What you typed cannot be kept in {0} ({1}).</source>
        <translation>Was Sie getippt haben, kann nicht in {0} behalten werden ({1}).</translation>
    </message>
    <message>
        <source>What you typed last time is here again.</source>
        <translation>Was Sie zuletzt getippt haben, ist wieder da.</translation>
    </message>
    <message>
        <source>When to dream</source>
        <translation>Wann geträumt wird</translation>
    </message>
    <message>
        <source>Where code of the model runs; auto takes Docker when an engine answers.</source>
        <translation>Wo Code des Modells läuft; „automatisch“ nimmt Docker, wenn eine Engine antwortet.</translation>
    </message>
    <message>
        <source>Where it came from</source>
        <translation>Woher sie kommt</translation>
    </message>
    <message>
        <source>Where lessons are written as files; relative to Dreamer&apos;s data folder.</source>
        <translation>Wohin Lektionen als Dateien geschrieben werden; relativ zu Dreamers Datenordner.</translation>
    </message>
    <message>
        <source>Where the time went</source>
        <translation>Wohin die Zeit ging</translation>
    </message>
    <message>
        <source>While I am away, and at night</source>
        <translation>Während ich fort bin, und nachts</translation>
    </message>
    <message>
        <source>While you are away it turns what you know into programming lessons, proves each one by running it, and shows them to you in the morning. Nothing leaves this computer.</source>
        <translation>Während Sie fort sind, macht es aus dem, was Sie wissen, Programmierlektionen, beweist jede, indem es sie ausführt, und zeigt sie Ihnen am Morgen. Nichts verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>While you are away, Dreamer turns what you know into lessons. They wait here for you in the morning.</source>
        <translation>Während Sie fort sind, macht Dreamer Lektionen aus dem, was Sie wissen. Am Morgen warten sie hier auf Sie.</translation>
    </message>
    <message>
        <source>Why is it not dreaming?</source>
        <translation>Warum träumt es nicht?</translation>
    </message>
    <message>
        <source>Why it did not dream</source>
        <translation>Warum es nicht träumte</translation>
    </message>
    <message>
        <source>Why they were thrown away: {reasons}.</source>
        <translation>Warum sie verworfen wurden: {reasons}.</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Write a note</source>
        <translation>Notiz schreiben</translation>
    </message>
    <message>
        <source>Writing solutions</source>
        <translation>Schreibt Lösungen</translation>
    </message>
    <message>
        <source>Wrong</source>
        <translation>Falsch</translation>
    </message>
    <message>
        <source>You can add knowledge in the journal at any time.</source>
        <translation>Im Tagebuch können Sie jederzeit Wissen hinzufügen.</translation>
    </message>
    <message>
        <source>`dreamer lessons` lists them with their ids.</source>
        <translation>`dreamer lessons` listet sie mit ihren Kennungen auf.</translation>
    </message>
    <message>
        <source>a filter over system calls</source>
        <translation>ein Filter über Systemaufrufen</translation>
    </message>
    <message>
        <source>a full-screen program runs</source>
        <translation>ein Vollbildprogramm läuft</translation>
    </message>
    <message>
        <source>a good program works</source>
        <translation>ein gutartiges Programm läuft</translation>
    </message>
    <message>
        <source>a key belongs into DREAMING_MODEL_ENDPOINT_KEY</source>
        <translation>ein Schlüssel gehört in DREAMING_MODEL_ENDPOINT_KEY</translation>
    </message>
    <message>
        <source>a list of models without an end</source>
        <translation>eine Liste von Modellen ohne Ende</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>eine Zahl</translation>
    </message>
    <message>
        <source>a path of a machine</source>
        <translation>ein Pfad eines Rechners</translation>
    </message>
    <message>
        <source>a presentation</source>
        <translation>eine Präsentation</translation>
    </message>
    <message>
        <source>a program</source>
        <translation>ein Programm</translation>
    </message>
    <message>
        <source>a program keeps the screen on</source>
        <translation>ein Programm hält den Bildschirm wach</translation>
    </message>
    <message>
        <source>a program runs that Dreamer leaves alone</source>
        <translation>ein Programm läuft, das Dreamer nicht stört</translation>
    </message>
    <message>
        <source>a secret ({0})</source>
        <translation>ein Geheimnis ({0})</translation>
    </message>
    <message>
        <source>a secret inside</source>
        <translation>enthält ein Geheimnis</translation>
    </message>
    <message>
        <source>a session ended a short while ago</source>
        <translation>eine Sitzung ist erst vor Kurzem zu Ende gegangen</translation>
    </message>
    <message>
        <source>a stub passes too</source>
        <translation>auch ein Stub besteht</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>eine ganze Zahl</translation>
    </message>
    <message>
        <source>about to sleep</source>
        <translation>vor dem Ruhezustand</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>noch etwa {time}</translation>
    </message>
    <message>
        <source>activity unknown</source>
        <translation>Aktivität unbekannt</translation>
    </message>
    <message>
        <source>adaptive</source>
        <translation>angepasst</translation>
    </message>
    <message>
        <source>agreeing</source>
        <translation>übereinstimmend</translation>
    </message>
    <message>
        <source>agreement</source>
        <translation>Übereinstimmung</translation>
    </message>
    <message>
        <source>agrees to everything</source>
        <translation>allem zustimmt</translation>
    </message>
    <message>
        <source>all attempts reported</source>
        <translation>alle Versuche gemeldet</translation>
    </message>
    <message>
        <source>alternatives</source>
        <translation>Alternativen</translation>
    </message>
    <message>
        <source>among its mutants: {0}</source>
        <translation>unter seinen Mutanten: {0}</translation>
    </message>
    <message>
        <source>and {count} more</source>
        <translation>und {count} weitere</translation>
    </message>
    <message>
        <source>another Dreamer is dreaming in this home</source>
        <translation>ein anderes Dreamer träumt in diesem Datenordner</translation>
    </message>
    <message>
        <source>another Dreamer runs</source>
        <translation>ein anderes Dreamer läuft</translation>
    </message>
    <message>
        <source>another instance</source>
        <translation>anderer Dreamer</translation>
    </message>
    <message>
        <source>another user&apos;s session is on the screen</source>
        <translation>auf dem Bildschirm ist die Sitzung eines anderen Benutzers</translation>
    </message>
    <message>
        <source>asks who uses this machine (expanduser)</source>
        <translation>fragt, wer diesen Rechner benutzt (expanduser)</translation>
    </message>
    <message>
        <source>asks who uses this machine ({0})</source>
        <translation>fragt, wer diesen Rechner benutzt ({0})</translation>
    </message>
    <message>
        <source>asks {0} for a part whose name is made</source>
        <translation>fragt {0} nach einem Teil, dessen Name zusammengesetzt wird</translation>
    </message>
    <message>
        <source>assertions</source>
        <translation>Assertions</translation>
    </message>
    <message>
        <source>at night</source>
        <translation>nachts</translation>
    </message>
    <message>
        <source>at {0}</source>
        <translation>bei {0}</translation>
    </message>
    <message>
        <source>attention heads</source>
        <translation>Aufmerksamkeitsköpfe</translation>
    </message>
    <message>
        <source>auto</source>
        <translation>automatisch</translation>
    </message>
    <message>
        <source>automatic dreaming is not enabled</source>
        <translation>automatisches Träumen ist nicht eingeschaltet</translation>
    </message>
    <message>
        <source>battery at {n0} %</source>
        <translation>Akku bei {n0} %</translation>
    </message>
    <message>
        <source>battery low</source>
        <translation>Akku schwach</translation>
    </message>
    <message>
        <source>branches</source>
        <translation>Zweige</translation>
    </message>
    <message>
        <source>branches taken one way</source>
        <translation>Zweige nur in eine Richtung</translation>
    </message>
    <message>
        <source>bubblewrap</source>
        <translation>bubblewrap</translation>
    </message>
    <message>
        <source>bubblewrap cannot be started: {0}.</source>
        <translation>bubblewrap kann nicht gestartet werden: {0}.</translation>
    </message>
    <message>
        <source>bubblewrap is not installed.</source>
        <translation>bubblewrap ist nicht installiert.</translation>
    </message>
    <message>
        <source>bubblewrap may not make a sandbox here ({0}).</source>
        <translation>bubblewrap darf hier keine Sandbox anlegen ({0}).</translation>
    </message>
    <message>
        <source>build the sandbox&apos;s image</source>
        <translation>das Image der Sandbox zu bauen</translation>
    </message>
    <message>
        <source>by {source}</source>
        <translation>laut {source}</translation>
    </message>
    <message>
        <source>calls</source>
        <translation>Aufrufe</translation>
    </message>
    <message>
        <source>calls compared</source>
        <translation>verglichene Aufrufe</translation>
    </message>
    <message>
        <source>calls {0}</source>
        <translation>ruft {0} auf</translation>
    </message>
    <message>
        <source>calls {0}.{1}</source>
        <translation>ruft {0}.{1} auf</translation>
    </message>
    <message>
        <source>careless code</source>
        <translation>nachlässiger Code</translation>
    </message>
    <message>
        <source>changes {0} for everybody</source>
        <translation>ändert {0} für alle</translation>
    </message>
    <message>
        <source>characters</source>
        <translation>Zeichen</translation>
    </message>
    <message>
        <source>class</source>
        <translation>Klasse</translation>
    </message>
    <message>
        <source>code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>code that</source>
        <translation>Code, der</translation>
    </message>
    <message>
        <source>completed</source>
        <translation>abgeschlossen</translation>
    </message>
    <message>
        <source>complex</source>
        <translation>schwer</translation>
    </message>
    <message>
        <source>concept</source>
        <translation>Konzept</translation>
    </message>
    <message>
        <source>cooling down</source>
        <translation>Ruhe nach einer Sitzung</translation>
    </message>
    <message>
        <source>could not be carried out</source>
        <translation>nicht durchführbar</translation>
    </message>
    <message>
        <source>could not be checked</source>
        <translation>nicht prüfbar</translation>
    </message>
    <message>
        <source>coverage</source>
        <translation>Abdeckung</translation>
    </message>
    <message>
        <source>cpu busy</source>
        <translation>Prozessor belegt</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yy</source>
        <translation>d. MMM yy</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
    <message>
        <source>dangerous code</source>
        <translation>gefährlicher Code</translation>
    </message>
    <message>
        <source>ddd d MMM</source>
        <translation>ddd, d. MMM</translation>
    </message>
    <message>
        <source>ddd d MMM yyyy</source>
        <translation>ddd, d. MMM yyyy</translation>
    </message>
    <message>
        <source>declared</source>
        <translation>angegeben</translation>
    </message>
    <message>
        <source>deeds</source>
        <translation>Taten</translation>
    </message>
    <message>
        <source>define a public function that the tests use</source>
        <translation>eine öffentliche Funktion definieren, die die Tests verwenden</translation>
    </message>
    <message>
        <source>define {0}</source>
        <translation>{0} definieren</translation>
    </message>
    <message>
        <source>defines</source>
        <translation>definiert</translation>
    </message>
    <message>
        <source>desk unknown</source>
        <translation>Bildschirm unbekannt</translation>
    </message>
    <message>
        <source>different</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>difficulty is {0}; allowed is one of {1}.</source>
        <translation>Die Schwierigkeit ist {0}; erlaubt ist eines von {1}.</translation>
    </message>
    <message>
        <source>disabled</source>
        <translation>abgeschaltet</translation>
    </message>
    <message>
        <source>disagreements</source>
        <translation>Abweichungen</translation>
    </message>
    <message>
        <source>docker</source>
        <translation>docker</translation>
    </message>
    <message>
        <source>document</source>
        <translation>Dokument</translation>
    </message>
    <message>
        <source>does not verify certificates (B323)</source>
        <translation>prüft keine Zertifikate (B323)</translation>
    </message>
    <message>
        <source>does not verify certificates (B501)</source>
        <translation>prüft keine Zertifikate (B501)</translation>
    </message>
    <message>
        <source>does something when it is imported (line {0})</source>
        <translation>tut etwas, wenn er importiert wird (Zeile {0})</translation>
    </message>
    <message>
        <source>does something when it is torn down</source>
        <translation>tut etwas, wenn es abgebaut wird</translation>
    </message>
    <message>
        <source>does something when it is torn down (__del__)</source>
        <translation>tut etwas, wenn er abgebaut wird (__del__)</translation>
    </message>
    <message>
        <source>doubts</source>
        <translation>Zweifel</translation>
    </message>
    <message>
        <source>dream {0} is kept without a scenario or a judgement</source>
        <translation>Traum {0} wird ohne Szenario oder Urteil behalten</translation>
    </message>
    <message numerus="yes">
        <source>dreamed about {count} time</source>
        <comment>dreamed about {count} times</comment>
        <translation>
            <numerusform>{count}-mal davon geträumt</numerusform>
            <numerusform>{count}-mal davon geträumt</numerusform>
        </translation>
    </message>
    <message>
        <source>edited by you</source>
        <translation>von Ihnen bearbeitet</translation>
    </message>
    <message>
        <source>en</source>
        <comment>the code of this language</comment>
        <translation>de</translation>
    </message>
    <message>
        <source>ended with an error</source>
        <translation>mit einem Fehler beendet</translation>
    </message>
    <message>
        <source>entry point</source>
        <translation>Einstiegspunkt</translation>
    </message>
    <message>
        <source>environment</source>
        <translation>Umgebung</translation>
    </message>
    <message>
        <source>environment clean</source>
        <translation>Umgebung sauber</translation>
    </message>
    <message>
        <source>equivalent</source>
        <translation>gleichwertig</translation>
    </message>
    <message>
        <source>example</source>
        <translation>Beispiel</translation>
    </message>
    <message>
        <source>exclusive app</source>
        <translation>genanntes Programm</translation>
    </message>
    <message>
        <source>expected</source>
        <translation>erwartet</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>fault</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>faults</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>file of hidden tests</source>
        <translation>Datei mit verborgenen Tests</translation>
    </message>
    <message>
        <source>fits</source>
        <translation>passt</translation>
    </message>
    <message>
        <source>flagged</source>
        <translation>markiert</translation>
    </message>
    <message>
        <source>folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>folders of the user invisible</source>
        <translation>Ordner des Benutzers unsichtbar</translation>
    </message>
    <message>
        <source>for big-endian machines</source>
        <translation>für Big-Endian-Rechner</translation>
    </message>
    <message>
        <source>found</source>
        <translation>gefunden</translation>
    </message>
    <message>
        <source>free</source>
        <translation>frei</translation>
    </message>
    <message>
        <source>from {0}</source>
        <translation>ab {0}</translation>
    </message>
    <message>
        <source>full</source>
        <translation>voll</translation>
    </message>
    <message>
        <source>full screen</source>
        <translation>Vollbild</translation>
    </message>
    <message>
        <source>function</source>
        <translation>Funktion</translation>
    </message>
    <message>
        <source>give {0} another meaning</source>
        <translation>geben {0} eine andere Bedeutung</translation>
    </message>
    <message>
        <source>gives everybody access to a file (B103)</source>
        <translation>gibt allen Zugriff auf eine Datei (B103)</translation>
    </message>
    <message>
        <source>heads for keys and values</source>
        <translation>Köpfe für Schlüssel und Werte</translation>
    </message>
    <message>
        <source>hidden tests</source>
        <translation>verborgene Tests</translation>
    </message>
    <message>
        <source>hidden tests fail</source>
        <translation>verborgene Tests schlagen fehl</translation>
    </message>
    <message>
        <source>holds a secret ({0})</source>
        <translation>enthält ein Geheimnis ({0})</translation>
    </message>
    <message>
        <source>idle for {0} of {1}</source>
        <translation>seit {0} von {1} unbenutzt</translation>
    </message>
    <message>
        <source>imports</source>
        <translation>Importe</translation>
    </message>
    <message>
        <source>imports everything of {0}</source>
        <translation>importiert alles aus {0}</translation>
    </message>
    <message>
        <source>imports {0}</source>
        <translation>importiert {0}</translation>
    </message>
    <message>
        <source>imports {0}.{1}</source>
        <translation>importiert {0}.{1}</translation>
    </message>
    <message>
        <source>in llama-cpp-python</source>
        <translation>in llama-cpp-python</translation>
    </message>
    <message>
        <source>input</source>
        <translation>Eingabe</translation>
    </message>
    <message>
        <source>inputs</source>
        <translation>Eingaben</translation>
    </message>
    <message>
        <source>inspect</source>
        <translation>inspect</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>io</source>
        <translation>io</translation>
    </message>
    <message>
        <source>is sane Python</source>
        <translation>vernünftiges Python</translation>
    </message>
    <message>
        <source>it cannot be imported here: {0}</source>
        <translation>es lässt sich hier nicht importieren: {0}</translation>
    </message>
    <message>
        <source>it cannot be opened</source>
        <translation>sie lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>it cannot be reached</source>
        <translation>er ist nicht zu erreichen</translation>
    </message>
    <message>
        <source>it cannot be read ({0})</source>
        <translation>sie kann nicht gelesen werden ({0})</translation>
    </message>
    <message>
        <source>it cannot be started ({0})</source>
        <translation>er kann nicht gestartet werden ({0})</translation>
    </message>
    <message>
        <source>it could not be read ({0}: {1})</source>
        <translation>sie konnte nicht gelesen werden ({0}: {1})</translation>
    </message>
    <message>
        <source>it does not speak https</source>
        <translation>er spricht kein https</translation>
    </message>
    <message>
        <source>it does something when imported</source>
        <translation>es tut beim Importieren etwas</translation>
    </message>
    <message>
        <source>it ended with exit code {0}</source>
        <translation>er endete mit Exit-Code {0}</translation>
    </message>
    <message>
        <source>it ended without a word</source>
        <translation>sie endete ohne ein Wort</translation>
    </message>
    <message>
        <source>it forged a frame</source>
        <translation>es hat eine Nachricht gefälscht</translation>
    </message>
    <message>
        <source>it has to begin with http:// or https:// and a name</source>
        <translation>sie muss mit http:// oder https:// und einem Namen beginnen</translation>
    </message>
    <message>
        <source>it hears speech and writes no code</source>
        <translation>es hört Sprache und schreibt keinen Code</translation>
    </message>
    <message>
        <source>it holds a vocabulary and no weights</source>
        <translation>es enthält ein Vokabular und keine Gewichte</translation>
    </message>
    <message>
        <source>it holds no text, only pictures perhaps</source>
        <translation>sie enthält keinen Text, vielleicht nur Bilder</translation>
    </message>
    <message>
        <source>it installs nothing that can be imported</source>
        <translation>es installiert nichts, was importiert werden kann</translation>
    </message>
    <message>
        <source>it is a GGUF file {0}</source>
        <translation>es ist eine GGUF-Datei {0}</translation>
    </message>
    <message>
        <source>it is a LoRA adapter, which works only on top of its model</source>
        <translation>es ist ein LoRA-Adapter, der nur zusammen mit seinem Modell arbeitet</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>es ist ein Ordner</translation>
    </message>
    <message>
        <source>it is a program or data, not a library</source>
        <translation>es ist ein Programm oder Daten, keine Bibliothek</translation>
    </message>
    <message>
        <source>it is an embedding model, which writes no text</source>
        <translation>es ist ein Embedding-Modell, das keinen Text schreibt</translation>
    </message>
    <message>
        <source>it is an importance matrix, not a model</source>
        <translation>es ist eine Importance-Matrix, kein Modell</translation>
    </message>
    <message>
        <source>it is compiled, and has neither source nor stubs</source>
        <translation>es ist kompiliert und hat weder Quelltext noch Stubs</translation>
    </message>
    <message>
        <source>it is deprecated, and gone in later versions of Python</source>
        <translation>es ist veraltet und fehlt in späteren Python-Versionen</translation>
    </message>
    <message>
        <source>it is larger than {0} MB</source>
        <translation>sie ist größer als {0} MB</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>es ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>it is no PDF that can be opened: {0}</source>
        <translation>es ist kein PDF, das sich öffnen lässt: {0}</translation>
    </message>
    <message>
        <source>it is no longer there, and was forgotten</source>
        <translation>es ist nicht mehr da und wurde vergessen</translation>
    </message>
    <message>
        <source>it is not Python {0}: {1}{2}</source>
        <translation>es ist kein Python {0}: {1}{2}</translation>
    </message>
    <message>
        <source>it is not a GGUF file (it begins with {0})</source>
        <translation>es ist keine GGUF-Datei (sie beginnt mit {0})</translation>
    </message>
    <message>
        <source>it is not known yet what is on the screen</source>
        <translation>noch ist nicht bekannt, was auf dem Bildschirm ist</translation>
    </message>
    <message>
        <source>it is not part of Python on this system</source>
        <translation>es gehört auf diesem System nicht zu Python</translation>
    </message>
    <message>
        <source>it is not text</source>
        <translation>es ist kein Text</translation>
    </message>
    <message>
        <source>it is one part of a model split over several files; join them with gguf-split</source>
        <translation>es ist ein Teil eines auf mehrere Dateien verteilten Modells; fügen Sie sie mit gguf-split zusammen</translation>
    </message>
    <message>
        <source>it is the image projector of another model</source>
        <translation>es ist der Bildprojektor eines anderen Modells</translation>
    </message>
    <message>
        <source>it is the inside of codecs</source>
        <translation>es ist das Innere von codecs</translation>
    </message>
    <message>
        <source>it is the inside of os and os.path</source>
        <translation>es ist das Innere von os und os.path</translation>
    </message>
    <message>
        <source>it is too large to be handed over</source>
        <translation>es ist zu groß, um übergeben zu werden</translation>
    </message>
    <message>
        <source>it makes sound, not text</source>
        <translation>es erzeugt Klang, keinen Text</translation>
    </message>
    <message>
        <source>it must end with its path</source>
        <translation>sie muss mit ihrem Pfad enden</translation>
    </message>
    <message>
        <source>it ran out of time on most calls</source>
        <translation>bei den meisten Aufrufen reichte die Zeit nicht</translation>
    </message>
    <message>
        <source>it took longer than {n0} s</source>
        <translation>es dauerte länger als {n0} s</translation>
    </message>
    <message>
        <source>it was stopped</source>
        <translation>es wurde angehalten</translation>
    </message>
    <message>
        <source>it worked</source>
        <translation>es ging</translation>
    </message>
    <message>
        <source>it would dream at {0}</source>
        <translation>er würde um {0} träumen</translation>
    </message>
    <message>
        <source>it would dream at {0}, or after {n1} min without input</source>
        <translation>er würde um {0} träumen oder nach {n1} min ohne Eingabe</translation>
    </message>
    <message>
        <source>its answer is too large</source>
        <translation>seine Antwort ist zu groß</translation>
    </message>
    <message>
        <source>its certificate is not trusted ({0})</source>
        <translation>seinem Zertifikat wird nicht vertraut ({0})</translation>
    </message>
    <message>
        <source>its header announces an array of {0} items</source>
        <translation>ihr Kopf kündigt ein Array mit {0} Einträgen an</translation>
    </message>
    <message>
        <source>its header announces more entries than a model can have</source>
        <translation>ihr Kopf kündigt mehr Einträge an, als ein Modell haben kann</translation>
    </message>
    <message>
        <source>its header asks for an alignment of {0}</source>
        <translation>ihr Kopf verlangt eine Ausrichtung von {0}</translation>
    </message>
    <message>
        <source>its header does not give a number of {0}</source>
        <translation>ihr Kopf nennt keine Anzahl für: {0}</translation>
    </message>
    <message>
        <source>its header does not say how many layers {0} has</source>
        <translation>ihr Kopf sagt nicht, wie viele Schichten {0} hat</translation>
    </message>
    <message>
        <source>its header does not say which architecture it has</source>
        <translation>ihr Kopf sagt nicht, welche Architektur sie hat</translation>
    </message>
    <message>
        <source>its header does not say which tokens it knows</source>
        <translation>ihr Kopf sagt nicht, welche Token sie kennt</translation>
    </message>
    <message>
        <source>its header holds a text of {0} bytes</source>
        <translation>ihr Kopf enthält einen Text von {0} Byte</translation>
    </message>
    <message>
        <source>its header holds a value of the unknown type {0}</source>
        <translation>ihr Kopf enthält einen Wert des unbekannten Typs {0}</translation>
    </message>
    <message>
        <source>its header holds an array of arrays</source>
        <translation>ihr Kopf enthält ein Array von Arrays</translation>
    </message>
    <message>
        <source>its header holds an array of the unknown type {0}</source>
        <translation>ihr Kopf enthält ein Array des unbekannten Typs {0}</translation>
    </message>
    <message>
        <source>its header is cut off</source>
        <translation>ihr Kopf ist abgeschnitten</translation>
    </message>
    <message>
        <source>its header says that it has {0} {1}</source>
        <translation>laut ihrem Kopf hat sie {0} {1}</translation>
    </message>
    <message>
        <source>its sandbox ended: {0}</source>
        <translation>seine Sandbox endete: {0}</translation>
    </message>
    <message>
        <source>its tensor {0} announces more weights than the file has bits</source>
        <translation>ihr Tensor {0} kündigt mehr Gewichte an, als die Datei Bits hat</translation>
    </message>
    <message>
        <source>its tensor {0} has {1} dimensions</source>
        <translation>ihr Tensor {0} hat {1} Dimensionen</translation>
    </message>
    <message>
        <source>just resumed</source>
        <translation>eben aufgewacht</translation>
    </message>
    <message>
        <source>kept</source>
        <translation>behalten</translation>
    </message>
    <message>
        <source>keyboard</source>
        <translation>Tastatur</translation>
    </message>
    <message>
        <source>killed by assertion</source>
        <translation>durch Assertion gefunden</translation>
    </message>
    <message>
        <source>killed by error</source>
        <translation>durch Ausnahme gefunden</translation>
    </message>
    <message>
        <source>knowledge</source>
        <translation>Wissen</translation>
    </message>
    <message>
        <source>known</source>
        <translation>bekannt</translation>
    </message>
    <message>
        <source>known already</source>
        <translation>schon bekannt</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>Schichten</translation>
    </message>
    <message>
        <source>less</source>
        <translation>weniger</translation>
    </message>
    <message>
        <source>libraries not used</source>
        <translation>Bibliotheken nicht benutzt</translation>
    </message>
    <message>
        <source>libraries used</source>
        <translation>Bibliotheken benutzt</translation>
    </message>
    <message>
        <source>likeness</source>
        <translation>Ähnlichkeit</translation>
    </message>
    <message>
        <source>line {0}</source>
        <translation>Zeile {0}</translation>
    </message>
    <message>
        <source>line {0}: {1}</source>
        <translation>Zeile {0}: {1}</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>lint</source>
        <translation>Lint</translation>
    </message>
    <message>
        <source>list containers</source>
        <translation>die Container aufzulisten</translation>
    </message>
    <message>
        <source>listens on every address (B104)</source>
        <translation>lauscht auf jeder Adresse (B104)</translation>
    </message>
    <message>
        <source>llama-cpp-python&apos;s server stops that with --interrupt_requests false.</source>
        <translation>Beim Server von llama-cpp-python verhindert das --interrupt_requests false.</translation>
    </message>
    <message>
        <source>llama.cpp crashed ({0})</source>
        <translation>llama.cpp ist abgestürzt ({0})</translation>
    </message>
    <message>
        <source>llama.cpp crashed ({0}: {1})</source>
        <translation>llama.cpp ist abgestürzt ({0}: {1})</translation>
    </message>
    <message>
        <source>llama.cpp refuses it ({0})</source>
        <translation>llama.cpp lehnt es ab ({0})</translation>
    </message>
    <message>
        <source>loading it failed: {0}</source>
        <translation>das Laden ist fehlgeschlagen: {0}</translation>
    </message>
    <message>
        <source>loading it gave no answer</source>
        <translation>das Laden gab keine Antwort</translation>
    </message>
    <message>
        <source>loading it raised {0}: {1}</source>
        <translation>das Laden löste {0} aus: {1}</translation>
    </message>
    <message>
        <source>loads YAML that may make any object (B506)</source>
        <translation>lädt YAML, das beliebige Objekte erzeugen kann (B506)</translation>
    </message>
    <message>
        <source>max_scenarios is {0}; it must be at least 1.</source>
        <translation>max_scenarios ist {0}; es muss mindestens 1 sein.</translation>
    </message>
    <message>
        <source>may end the run ({0})</source>
        <translation>können den Lauf beenden ({0})</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>mittel</translation>
    </message>
    <message>
        <source>memory busy</source>
        <translation>Speicher belegt</translation>
    </message>
    <message>
        <source>memory is in use</source>
        <translation>der Speicher ist belegt</translation>
    </message>
    <message>
        <source>memory too small</source>
        <translation>zu wenig Speicher</translation>
    </message>
    <message>
        <source>might have dreamed</source>
        <translation>hätte träumen dürfen</translation>
    </message>
    <message>
        <source>minutes</source>
        <translation>Minuten</translation>
    </message>
    <message>
        <source>missed lines</source>
        <translation>ausgelassene Zeilen</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>fehlend</translation>
    </message>
    <message>
        <source>model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>model crashed</source>
        <translation>Modell abgestürzt</translation>
    </message>
    <message>
        <source>model host</source>
        <translation>Modell-Host</translation>
    </message>
    <message>
        <source>models folder</source>
        <translation>Modellordner</translation>
    </message>
    <message>
        <source>module</source>
        <translation>Modul</translation>
    </message>
    <message>
        <source>more</source>
        <translation>mehr</translation>
    </message>
    <message>
        <source>mouse</source>
        <translation>Maus</translation>
    </message>
    <message>
        <source>mutants</source>
        <translation>Mutanten</translation>
    </message>
    <message>
        <source>mutation</source>
        <translation>Mutation</translation>
    </message>
    <message>
        <source>names</source>
        <translation>Namen</translation>
    </message>
    <message>
        <source>names a place of the system (/)</source>
        <translation>nennt einen Ort des Systems (/)</translation>
    </message>
    <message>
        <source>names a place of the system ({0})</source>
        <translation>nennt einen Ort des Systems ({0})</translation>
    </message>
    <message>
        <source>near-duplicate of an earlier lesson</source>
        <translation>fast gleich einer früheren Lektion</translation>
    </message>
    <message>
        <source>nearest</source>
        <translation>ähnlichste</translation>
    </message>
    <message>
        <source>no</source>
        <translation>nein</translation>
    </message>
    <message>
        <source>no EnergyManager tells whether anybody is there</source>
        <translation>kein EnergyManager sagt, ob jemand da ist</translation>
    </message>
    <message>
        <source>no agreement</source>
        <translation>keine Übereinstimmung</translation>
    </message>
    <message>
        <source>no assertion</source>
        <translation>keine Assertion</translation>
    </message>
    <message>
        <source>no capability</source>
        <translation>keine Capability</translation>
    </message>
    <message>
        <source>no dangers</source>
        <translation>keine Gefahren</translation>
    </message>
    <message>
        <source>no device of the host</source>
        <translation>kein Gerät des Rechners</translation>
    </message>
    <message>
        <source>no frame came within {n0} s</source>
        <translation>innerhalb von {n0} s kam keine Nachricht</translation>
    </message>
    <message>
        <source>no knowledge</source>
        <translation>kein Wissen</translation>
    </message>
    <message>
        <source>no licence stated</source>
        <translation>keine Lizenz angegeben</translation>
    </message>
    <message>
        <source>no model</source>
        <translation>kein Modell</translation>
    </message>
    <message>
        <source>no network</source>
        <translation>kein Netzwerk</translation>
    </message>
    <message>
        <source>no network interface</source>
        <translation>keine Netzwerkschnittstelle</translation>
    </message>
    <message>
        <source>no new privileges</source>
        <translation>keine neuen Rechte</translation>
    </message>
    <message>
        <source>no process of the host visible</source>
        <translation>kein Prozess des Rechners sichtbar</translation>
    </message>
    <message>
        <source>no sandbox</source>
        <translation>keine Sandbox</translation>
    </message>
    <message>
        <source>no secrets</source>
        <translation>keine Geheimnisse</translation>
    </message>
    <message>
        <source>no sensible task</source>
        <translation>keine sinnvolle Aufgabe</translation>
    </message>
    <message>
        <source>no solution written</source>
        <translation>keine Lösung geschrieben</translation>
    </message>
    <message>
        <source>no way to become root</source>
        <translation>kein Weg, root zu werden</translation>
    </message>
    <message>
        <source>not all tests ran</source>
        <translation>nicht alle Tests sind gelaufen</translation>
    </message>
    <message>
        <source>not done</source>
        <translation>nicht durchgeführt</translation>
    </message>
    <message>
        <source>not dreamed about yet</source>
        <translation>noch nicht davon geträumt</translation>
    </message>
    <message>
        <source>not flagged</source>
        <translation>nicht markiert</translation>
    </message>
    <message>
        <source>not idle long enough</source>
        <translation>noch nicht lange genug fort</translation>
    </message>
    <message>
        <source>not plugged in</source>
        <translation>nicht am Netz</translation>
    </message>
    <message>
        <source>not root outside either</source>
        <translation>auch außerhalb nicht root</translation>
    </message>
    <message>
        <source>not running</source>
        <translation>läuft nicht</translation>
    </message>
    <message>
        <source>not valid Python</source>
        <translation>kein gültiges Python</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>noch nicht</translation>
    </message>
    <message>
        <source>nothing has been read yet</source>
        <translation>es wurde noch nichts gelesen</translation>
    </message>
    <message>
        <source>nothing here tells when keyboard or mouse are used</source>
        <translation>nichts sagt hier, wann Tastatur oder Maus benutzt werden</translation>
    </message>
    <message>
        <source>nothing is scheduled</source>
        <translation>nichts ist geplant</translation>
    </message>
    <message>
        <source>nothing to dream about</source>
        <translation>nichts, wovon zu träumen wäre</translation>
    </message>
    <message>
        <source>nothing writable but scratch</source>
        <translation>nichts beschreibbar außer dem Arbeitsbereich</translation>
    </message>
    <message>
        <source>novelty</source>
        <translation>Neuheit</translation>
    </message>
    <message>
        <source>numbers for each token</source>
        <translation>Zahlen je Token</translation>
    </message>
    <message>
        <source>numbers in a key</source>
        <translation>Zahlen in einem Schlüssel</translation>
    </message>
    <message>
        <source>numbers in a value</source>
        <translation>Zahlen in einem Wert</translation>
    </message>
    <message>
        <source>numbers inside a layer</source>
        <translation>Zahlen in einer Schicht</translation>
    </message>
    <message>
        <source>of version {0}, not 2 or 3</source>
        <translation>der Version {0}, nicht 2 oder 3</translation>
    </message>
    <message>
        <source>on battery</source>
        <translation>Akkubetrieb</translation>
    </message>
    <message>
        <source>on the tests: {0}</source>
        <translation>bei den Tests: {0}</translation>
    </message>
    <message>
        <source>one of {0}</source>
        <translation>eines von {0}</translation>
    </message>
    <message>
        <source>only its first {0} files are read</source>
        <translation>nur die ersten {0} Dateien werden gelesen</translation>
    </message>
    <message>
        <source>only its libraries</source>
        <translation>nur ihre Bibliotheken</translation>
    </message>
    <message>
        <source>only one assertion</source>
        <translation>nur eine Assertion</translation>
    </message>
    <message>
        <source>only the harmless ones</source>
        <translation>nur die harmlosen</translation>
    </message>
    <message>
        <source>opens a connection</source>
        <translation>öffnet eine Verbindung</translation>
    </message>
    <message>
        <source>os</source>
        <translation>os</translation>
    </message>
    <message>
        <source>other programs need the processor</source>
        <translation>andere Programme brauchen den Prozessor</translation>
    </message>
    <message>
        <source>other programs use {n0} % of the processor</source>
        <translation>andere Programme nutzen {n0} % des Prozessors</translation>
    </message>
    <message>
        <source>outcomes</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>outside hours</source>
        <translation>außerhalb der Stunden</translation>
    </message>
    <message>
        <source>outside the night hours</source>
        <translation>außerhalb der Nachtstunden</translation>
    </message>
    <message>
        <source>package</source>
        <translation>Paket</translation>
    </message>
    <message>
        <source>parts</source>
        <translation>Teile</translation>
    </message>
    <message>
        <source>passed</source>
        <translation>bestanden</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>pip gave no reason</source>
        <translation>pip nannte keinen Grund</translation>
    </message>
    <message>
        <source>plain text</source>
        <translation>Nur-Text</translation>
    </message>
    <message>
        <source>processes capped</source>
        <translation>Zahl der Prozesse begrenzt</translation>
    </message>
    <message>
        <source>processor at {n0} °C</source>
        <translation>Prozessor bei {n0} °C</translation>
    </message>
    <message>
        <source>put something else in the place of what others rely on (patch)</source>
        <translation>setzen etwas anderes an die Stelle dessen, worauf sich andere verlassen (patch)</translation>
    </message>
    <message>
        <source>put something else in the place of {0}</source>
        <translation>setzen etwas anderes an die Stelle von {0}</translation>
    </message>
    <message>
        <source>puts a database statement together from text (B608)</source>
        <translation>setzt eine Datenbankanweisung aus Text zusammen (B608)</translation>
    </message>
    <message>
        <source>raises</source>
        <translation>löst aus</translation>
    </message>
    <message>
        <source>reach for what runs them (by an option)</source>
        <translation>greifen nach dem, was sie ausführt (durch eine Option)</translation>
    </message>
    <message>
        <source>reach for what runs them ({0} of a name that is made)</source>
        <translation>greifen nach dem, was sie ausführt ({0} mit einem zusammengesetzten Namen)</translation>
    </message>
    <message>
        <source>reach for what runs them ({0})</source>
        <translation>greifen nach dem, was sie ausführt ({0})</translation>
    </message>
    <message>
        <source>reach for what runs them ({0}.{1})</source>
        <translation>greifen nach dem, was sie ausführt ({0}.{1})</translation>
    </message>
    <message>
        <source>reach into the interpreter (import {0})</source>
        <translation>greifen in den Interpreter ein (import {0})</translation>
    </message>
    <message>
        <source>reach into the interpreter ({0})</source>
        <translation>greifen in den Interpreter ein ({0})</translation>
    </message>
    <message>
        <source>reaches into the interpreter ({0})</source>
        <translation>greift in den Interpreter ein ({0})</translation>
    </message>
    <message>
        <source>reading it took longer than {n0} s</source>
        <translation>das Lesen dauerte länger als {n0} s</translation>
    </message>
    <message>
        <source>readings</source>
        <translation>Durchsichten</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>Referenz</translation>
    </message>
    <message>
        <source>remarks</source>
        <translation>Anmerkungen</translation>
    </message>
    <message>
        <source>return before the first assertion in {0}</source>
        <translation>kehren in {0} vor der ersten Assertion zurück</translation>
    </message>
    <message>
        <source>returns None</source>
        <translation>None zurückgibt</translation>
    </message>
    <message>
        <source>returns None among mutants</source>
        <translation>None zurückgibt, besteht sie unter den Mutanten</translation>
    </message>
    <message>
        <source>returns its first argument</source>
        <translation>sein erstes Argument zurückgibt</translation>
    </message>
    <message>
        <source>returns {0}</source>
        <translation>{0} zurückgibt</translation>
    </message>
    <message>
        <source>run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>running on battery</source>
        <translation>Akkubetrieb</translation>
    </message>
    <message>
        <source>runs</source>
        <translation>Läufe</translation>
    </message>
    <message>
        <source>runs a command through a shell (B602)</source>
        <translation>führt einen Befehl durch eine Shell aus (B602)</translation>
    </message>
    <message>
        <source>s</source>
        <translation>s</translation>
    </message>
    <message>
        <source>sandbox {0}</source>
        <translation>Sandbox {0}</translation>
    </message>
    <message>
        <source>score</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>screen inhibited</source>
        <translation>Bildschirm wird wach gehalten</translation>
    </message>
    <message>
        <source>secrets of the host unreadable</source>
        <translation>Geheimnisse des Rechners unlesbar</translation>
    </message>
    <message>
        <source>section</source>
        <translation>Abschnitt</translation>
    </message>
    <message>
        <source>seed {seed}, attempt {attempt}, {samples}</source>
        <translation>Startwert {seed}, Versuch {attempt}, {samples}</translation>
    </message>
    <message>
        <source>session locked</source>
        <translation>Bildschirm gesperrt</translation>
    </message>
    <message>
        <source>share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>simple</source>
        <translation>leicht</translation>
    </message>
    <message>
        <source>skip something ({0})</source>
        <translation>überspringen etwas ({0})</translation>
    </message>
    <message>
        <source>some</source>
        <translation>teilweise</translation>
    </message>
    <message>
        <source>sound</source>
        <translation>stichhaltig</translation>
    </message>
    <message>
        <source>sound tests</source>
        <translation>stichhaltige Tests</translation>
    </message>
    <message>
        <source>start a container</source>
        <translation>einen Container zu starten</translation>
    </message>
    <message>
        <source>started by you</source>
        <translation>von Ihnen gestartet</translation>
    </message>
    <message>
        <source>starts a program</source>
        <translation>startet ein Programm</translation>
    </message>
    <message>
        <source>starts processes</source>
        <translation>startet Prozesse</translation>
    </message>
    <message>
        <source>status {0}</source>
        <translation>Status {0}</translation>
    </message>
    <message>
        <source>stopped by user</source>
        <translation>von Ihnen angehalten</translation>
    </message>
    <message>
        <source>stub</source>
        <translation>Stub</translation>
    </message>
    <message>
        <source>stubs fail</source>
        <translation>Stubs fallen durch</translation>
    </message>
    <message>
        <source>supervisor&apos;s memory closed</source>
        <translation>Speicher des Aufsehers verschlossen</translation>
    </message>
    <message>
        <source>survived</source>
        <translation>überlebt</translation>
    </message>
    <message>
        <source>swallow failed assertions</source>
        <translation>verschlucken fehlgeschlagene Assertions</translation>
    </message>
    <message>
        <source>sys</source>
        <translation>sys</translation>
    </message>
    <message>
        <source>test file</source>
        <translation>Testdatei</translation>
    </message>
    <message>
        <source>tests</source>
        <translation>Tests</translation>
    </message>
    <message>
        <source>tests fail</source>
        <translation>Tests schlagen fehl</translation>
    </message>
    <message>
        <source>tests leave code out</source>
        <translation>Tests lassen Code aus</translation>
    </message>
    <message>
        <source>tests pass</source>
        <translation>Tests bestehen</translation>
    </message>
    <message>
        <source>tests that prove nothing</source>
        <translation>Tests, die nichts beweisen</translation>
    </message>
    <message>
        <source>text on one line</source>
        <translation>Text in einer Zeile</translation>
    </message>
    <message>
        <source>text that matches {0}</source>
        <translation>Text, der zu {0} passt</translation>
    </message>
    <message>
        <source>the answer is not to this question</source>
        <translation>die Antwort gehört nicht zu dieser Frage</translation>
    </message>
    <message>
        <source>the battery is low</source>
        <translation>der Akku ist fast leer</translation>
    </message>
    <message>
        <source>the candidate was never called</source>
        <translation>der Kandidat wurde nie aufgerufen</translation>
    </message>
    <message>
        <source>the code as it is</source>
        <translation>der unveränderte Code</translation>
    </message>
    <message>
        <source>the connection was refused</source>
        <translation>die Verbindung wurde abgelehnt</translation>
    </message>
    <message>
        <source>the environment</source>
        <translation>der Umgebung</translation>
    </message>
    <message>
        <source>the file is cut off: {0} bytes are missing at its end</source>
        <translation>die Datei ist abgeschnitten: am Ende fehlen {0} Bytes</translation>
    </message>
    <message>
        <source>the file is empty</source>
        <translation>die Datei ist leer</translation>
    </message>
    <message>
        <source>the installed llama.cpp does not know its architecture, {0}</source>
        <translation>das installierte llama.cpp kennt seine Architektur {0} nicht</translation>
    </message>
    <message>
        <source>the machine is about to sleep or shut down</source>
        <translation>der Rechner geht gleich schlafen oder wird heruntergefahren</translation>
    </message>
    <message>
        <source>the machine went to sleep</source>
        <translation>der Rechner ging schlafen</translation>
    </message>
    <message>
        <source>the machine woke a moment ago</source>
        <translation>der Rechner ist eben erst aufgewacht</translation>
    </message>
    <message>
        <source>the machine woke {0} ago</source>
        <translation>der Rechner ist vor {0} aufgewacht</translation>
    </message>
    <message>
        <source>the model crashed again and again</source>
        <translation>das Modell ist immer wieder abgestürzt</translation>
    </message>
    <message>
        <source>the model doubts it</source>
        <translation>das Modell zweifelt daran</translation>
    </message>
    <message>
        <source>the model file was cut off or changed while it was in use</source>
        <translation>die Modelldatei wurde während der Benutzung abgeschnitten oder verändert</translation>
    </message>
    <message>
        <source>the model {0} crashed again and again; Dream now tries it again</source>
        <translation>das Modell {0} ist immer wieder abgestürzt; „Jetzt träumen“ versucht es noch einmal</translation>
    </message>
    <message>
        <source>the model&apos;s review</source>
        <translation>Durchsicht durch das Modell</translation>
    </message>
    <message>
        <source>the next session may begin in {0}</source>
        <translation>die nächste Sitzung darf in {0} beginnen</translation>
    </message>
    <message>
        <source>the process that read it ended with code {0}</source>
        <translation>der lesende Prozess endete mit Code {0}</translation>
    </message>
    <message>
        <source>the processor is too hot</source>
        <translation>der Prozessor ist zu heiß</translation>
    </message>
    <message>
        <source>the sandbox did not answer: {0}</source>
        <translation>die Sandbox antwortete nicht: {0}</translation>
    </message>
    <message>
        <source>the sandbox failed</source>
        <translation>die Sandbox hat versagt</translation>
    </message>
    <message>
        <source>the sandbox has ended</source>
        <translation>die Sandbox ist beendet</translation>
    </message>
    <message>
        <source>the sandbox of the tests did not answer: {0} {1}</source>
        <translation>die Sandbox der Tests antwortete nicht: {0} {1}</translation>
    </message>
    <message>
        <source>the sandbox of the tests ended: {0} {1}</source>
        <translation>die Sandbox der Tests endete: {0} {1}</translation>
    </message>
    <message>
        <source>the screen is locked</source>
        <translation>der Bildschirm ist gesperrt</translation>
    </message>
    <message>
        <source>the system killed it, most likely because memory ran short</source>
        <translation>das System hat ihn beendet, höchstwahrscheinlich aus Speichermangel</translation>
    </message>
    <message>
        <source>the tests are too large to be handed over</source>
        <translation>die Tests sind zu groß, um übergeben zu werden</translation>
    </message>
    <message>
        <source>the tests sent what is no report of their run</source>
        <translation>die Tests sandten etwas, das kein Bericht ihres Laufs ist</translation>
    </message>
    <message>
        <source>the tests used up their sandbox: {0}</source>
        <translation>die Tests haben ihre Sandbox aufgebraucht: {0}</translation>
    </message>
    <message>
        <source>there is no sandbox for the tests</source>
        <translation>es gibt keine Sandbox für die Tests</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>diese Datei gibt es nicht</translation>
    </message>
    <message>
        <source>thrown away</source>
        <translation>verworfen</translation>
    </message>
    <message>
        <source>timeouts</source>
        <translation>Zeitüberschreitungen</translation>
    </message>
    <message>
        <source>tokens</source>
        <translation>Tokens</translation>
    </message>
    <message>
        <source>tokens of context</source>
        <translation>Token Kontext</translation>
    </message>
    <message>
        <source>too hot</source>
        <translation>zu heiß</translation>
    </message>
    <message>
        <source>too large</source>
        <translation>zu groß</translation>
    </message>
    <message>
        <source>too little memory</source>
        <translation>zu wenig Speicher</translation>
    </message>
    <message>
        <source>too long: {0} characters</source>
        <translation>zu lang: {0} Zeichen</translation>
    </message>
    <message>
        <source>tried</source>
        <translation>versucht</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true oder false</translation>
    </message>
    <message>
        <source>two hours such as 2-6 or 22-5, by weekday as mon-fri 2-6, sat-sun 3-9</source>
        <translation>zwei Stunden wie 2-6 oder 22-5, nach Wochentagen wie mon-fri 2-6, sat-sun 3-9</translation>
    </message>
    <message>
        <source>uncertain</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>undeclared</source>
        <translation>nicht angegeben</translation>
    </message>
    <message>
        <source>unpacks an archive that may lead out of its folder (B202)</source>
        <translation>entpackt ein Archiv, das aus seinem Ordner hinausführen kann (B202)</translation>
    </message>
    <message>
        <source>until you resume</source>
        <translation>bis Sie fortsetzen</translation>
    </message>
    <message>
        <source>until {0}</source>
        <translation>bis {0}</translation>
    </message>
    <message>
        <source>unused</source>
        <translation>unbenutzt</translation>
    </message>
    <message>
        <source>user active</source>
        <translation>Sie sind da</translation>
    </message>
    <message>
        <source>user {0}, outside {1}</source>
        <translation>Benutzer {0}, außerhalb {1}</translation>
    </message>
    <message>
        <source>uses a temporary name that somebody else may take (B306)</source>
        <translation>benutzt einen temporären Namen, den jemand anders nehmen kann (B306)</translation>
    </message>
    <message>
        <source>uses sys.{0}</source>
        <translation>benutzt sys.{0}</translation>
    </message>
    <message>
        <source>uses the broken hash {0} (B324)</source>
        <translation>benutzt den gebrochenen Hash {0} (B324)</translation>
    </message>
    <message>
        <source>uses {0}</source>
        <translation>benutzt {0}</translation>
    </message>
    <message>
        <source>weak tests</source>
        <translation>schwache Tests</translation>
    </message>
    <message>
        <source>what it holds cannot be removed</source>
        <translation>was sie enthält, lässt sich nicht entfernen</translation>
    </message>
    <message>
        <source>what the tests need is too large to be handed over</source>
        <translation>was die Tests brauchen, ist zu groß, um übergeben zu werden</translation>
    </message>
    <message>
        <source>while you were away</source>
        <translation>während Sie fort waren</translation>
    </message>
    <message>
        <source>why</source>
        <translation>warum</translation>
    </message>
    <message>
        <source>write to a descriptor</source>
        <translation>schreiben in einen Deskriptor</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message>
        <source>you came back</source>
        <translation>Sie sind zurückgekommen</translation>
    </message>
    <message>
        <source>you stopped it</source>
        <translation>von Ihnen angehalten</translation>
    </message>
    <message>
        <source>you were not away long enough</source>
        <translation>Sie waren nicht lange genug fort</translation>
    </message>
    <message>
        <source>{0} arrived with the sha256 {1} instead of {2} and was deleted.</source>
        <translation>{0} kam mit der SHA-256 {1} statt {2} an und wurde gelöscht.</translation>
    </message>
    <message>
        <source>{0} as a value</source>
        <translation>{0} als Wert</translation>
    </message>
    <message>
        <source>{0} asks for an account and its owner&apos;s terms.</source>
        <translation>{0} verlangt ein Konto und die Bedingungen des Besitzers.</translation>
    </message>
    <message>
        <source>{0} cannot be called by its name.</source>
        <translation>{0} kann nicht über den Namen aufgerufen werden.</translation>
    </message>
    <message>
        <source>{0} cannot be called without an object.</source>
        <translation>{0} kann nicht ohne ein Objekt aufgerufen werden.</translation>
    </message>
    <message>
        <source>{0} cannot be part of a file name</source>
        <translation>{0} kann nicht Teil eines Dateinamens sein</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} kann nicht gelesen werden: {1}.</translation>
    </message>
    <message>
        <source>{0} cannot be written to {1}: {2}.</source>
        <translation>{0} kann nicht nach {1} geschrieben werden: {2}.</translation>
    </message>
    <message>
        <source>{0} denied</source>
        <translation>{0} verweigert</translation>
    </message>
    <message>
        <source>{0} does more than compute.</source>
        <translation>{0} rechnet nicht nur, sondern tut mehr.</translation>
    </message>
    <message>
        <source>{0} does not fit: it needs {1} and {2} are free.</source>
        <translation>{0} passt nicht: Es braucht {1}, und {2} sind frei.</translation>
    </message>
    <message>
        <source>{0} example {1}</source>
        <translation>{0}, Beispiel {1}</translation>
    </message>
    <message>
        <source>{0} exists and holds something else; nothing was written.</source>
        <translation>{0} besteht schon und enthält etwas anderes; es wurde nichts geschrieben.</translation>
    </message>
    <message>
        <source>{0} fills the screen</source>
        <translation>{0} füllt den Bildschirm</translation>
    </message>
    <message>
        <source>{0} fits only just: it needs {1} and {2} are free.</source>
        <translation>{0} passt nur knapp: Es braucht {1}, und {2} sind frei.</translation>
    </message>
    <message>
        <source>{0} fits: it needs {1} and {2} are free.</source>
        <translation>{0} passt: Es braucht {1}, und {2} sind frei.</translation>
    </message>
    <message>
        <source>{0} from {n1} to {n2}</source>
        <translation>{0} von {n1} bis {n2}</translation>
    </message>
    <message>
        <source>{0} gave too little to make a task of.</source>
        <translation>{0} gab zu wenig für eine Aufgabe her.</translation>
    </message>
    <message>
        <source>{0} has no body.</source>
        <translation>{0} hat keinen Rumpf.</translation>
    </message>
    <message>
        <source>{0} hidden tests pass.</source>
        <translation>{0} verborgene Tests bestehen.</translation>
    </message>
    <message>
        <source>{0} holds nothing that can be read.</source>
        <translation>{0} enthält nichts, was gelesen werden kann.</translation>
    </message>
    <message>
        <source>{0} in the {1}, line {2}</source>
        <translation>{0} ({1}, Zeile {2})</translation>
    </message>
    <message>
        <source>{0} is a method and needs an object first.</source>
        <translation>{0} ist eine Methode und braucht zuerst ein Objekt.</translation>
    </message>
    <message>
        <source>{0} is being fetched already, by another Dreamer.</source>
        <translation>{0} wird bereits von einem anderen Dreamer geholt.</translation>
    </message>
    <message>
        <source>{0} is declared and not used.</source>
        <translation>{0} ist angegeben und wird nicht benutzt.</translation>
    </message>
    <message>
        <source>{0} is imported and not declared.</source>
        <translation>{0} wird importiert und ist nicht angegeben.</translation>
    </message>
    <message>
        <source>{0} is neither a file or folder, nor a package installed for {1}.</source>
        <translation>{0} ist weder eine Datei oder ein Ordner noch ein für {1} installiertes Paket.</translation>
    </message>
    <message>
        <source>{0} is no {1} task to write anew.</source>
        <translation>{0} ergibt keine Aufgabe der Stufe {1}, es neu zu schreiben.</translation>
    </message>
    <message>
        <source>{0} is not a function.</source>
        <translation>{0} ist keine Funktion.</translation>
    </message>
    <message>
        <source>{0} is not in {1}.</source>
        <translation>{0} ist nicht in {1}.</translation>
    </message>
    <message>
        <source>{0} is not installed.</source>
        <translation>{0} ist nicht installiert.</translation>
    </message>
    <message>
        <source>{0} is of a kind that is not read ({1}).</source>
        <translation>{0} ist von einer Art, die nicht gelesen wird ({1}).</translation>
    </message>
    <message>
        <source>{0} is part of no installed library and has no code to run.</source>
        <translation>{0} gehört zu keiner installierten Bibliothek und hat keinen Code, der laufen könnte.</translation>
    </message>
    <message>
        <source>{0} is set by the {1}; change it there.</source>
        <translation>{0} ist anderswo gesetzt ({1}); ändern Sie es dort.</translation>
    </message>
    <message>
        <source>{0} is {1}, which is no endpoint: {2}.</source>
        <translation>{0} ist {1}, und das ist kein Endpunkt: {2}.</translation>
    </message>
    <message>
        <source>{0} is {1}; allowed is {2}.</source>
        <translation>{0} ist {1}; erlaubt ist {2}.</translation>
    </message>
    <message>
        <source>{0} keeps the screen on</source>
        <translation>{0} hält den Bildschirm wach</translation>
    </message>
    <message>
        <source>{0} may need its path, as in http://192.168.1.20:8080/v1.</source>
        <translation>{0} braucht vielleicht den Pfad, wie in http://192.168.1.20:8080/v1.</translation>
    </message>
    <message>
        <source>{0} models</source>
        <translation>{0} Modelle</translation>
    </message>
    <message>
        <source>{0} needs {n1} GB of memory, and this machine has only {n2} GB.</source>
        <translation>{0} braucht {n1} GB Speicher, und dieser Rechner hat nur {n2} GB.</translation>
    </message>
    <message>
        <source>{0} needs {n1} GB on the disk of {2} and {n3} GB are to stay free, but only {n4} GB are.</source>
        <translation>{0} braucht {n1} GB auf dem Datenträger von {2}, und {n3} GB sollen frei bleiben, frei sind aber nur {n4} GB.</translation>
    </message>
    <message>
        <source>{0} of a kind that is not read</source>
        <translation>{0} von einer Art, die nicht gelesen wird</translation>
    </message>
    <message>
        <source>{0} of its {1} layers fit on the GPU.</source>
        <translation>{0} seiner {1} Schichten passen auf die GPU.</translation>
    </message>
    <message>
        <source>{0} of {1} calls: {2} gives {3}, not {4}</source>
        <translation>{0} von {1} Aufrufen: {2} ergibt {3}, nicht {4}</translation>
    </message>
    <message>
        <source>{0} of {1} deliberate faults</source>
        <translation>{0} von {1} absichtlichen Fehlern</translation>
    </message>
    <message>
        <source>{0} of {1} independent solutions behave the same</source>
        <translation>{0} von {1} unabhängigen Lösungen verhalten sich gleich</translation>
    </message>
    <message>
        <source>{0} of {1} reviews find no fault.</source>
        <translation>{0} von {1} Durchsichten finden keinen Fehler.</translation>
    </message>
    <message>
        <source>{0} of {1} solutions behave alike.</source>
        <translation>{0} von {1} Lösungen verhalten sich gleich.</translation>
    </message>
    <message>
        <source>{0} processes</source>
        <translation>{0} Prozesse</translation>
    </message>
    <message>
        <source>{0} runs</source>
        <translation>{0} läuft</translation>
    </message>
    <message>
        <source>{0} runs on another machine or in another program.</source>
        <translation>{0} läuft auf einem anderen Rechner oder in einem anderen Programm.</translation>
    </message>
    <message>
        <source>{0} sources.</source>
        <translation>{0} Quellen.</translation>
    </message>
    <message>
        <source>{0} stubs fail.</source>
        <translation>{0} Stubs fallen durch.</translation>
    </message>
    <message>
        <source>{0} takes nothing that could be tried.</source>
        <translation>{0} nimmt nichts, was sich ausprobieren ließe.</translation>
    </message>
    <message>
        <source>{0} tests pass in {1} runs, {2} calls.</source>
        <translation>{0} Tests bestehen in {1} Läufen, {2} Aufrufe.</translation>
    </message>
    <message>
        <source>{0} tests, {1} assertions.</source>
        <translation>{0} Tests, {1} Assertions.</translation>
    </message>
    <message>
        <source>{0} tried</source>
        <translation>{0} versucht</translation>
    </message>
    <message>
        <source>{0} used {1} ago</source>
        <translation>{0} vor {1} benutzt</translation>
    </message>
    <message>
        <source>{0} variables</source>
        <translation>{0} Variablen</translation>
    </message>
    <message>
        <source>{0}, but they are the same text.</source>
        <translation>{0}, aber sie sind derselbe Text.</translation>
    </message>
    <message>
        <source>{0}, since {1}</source>
        <translation>{0}, seit {1}</translation>
    </message>
    <message>
        <source>{0}, {1} lines.</source>
        <translation>{0}, {1} Zeilen.</translation>
    </message>
    <message>
        <source>{0}; so do {1} of {2} other solutions.</source>
        <translation>{0}; ebenso {1} von {2} anderen Lösungen.</translation>
    </message>
    <message>
        <source>{0}; the model is at {1}</source>
        <translation>{0}; das Modell ist bei {1}</translation>
    </message>
    <message>
        <source>{amount} Wh</source>
        <translation>{amount} Wh</translation>
    </message>
    <message numerus="yes">
        <source>{count} approved</source>
        <comment>{count} approved</comment>
        <translation>
            <numerusform>{count} angenommen</numerusform>
            <numerusform>{count} angenommen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} check</source>
        <comment>{count} checks</comment>
        <translation>
            <numerusform>{count} Prüfung</numerusform>
            <numerusform>{count} Prüfungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} concept</source>
        <comment>{count} concepts</comment>
        <translation>
            <numerusform>{count} Konzept</numerusform>
            <numerusform>{count} Konzepte</numerusform>
        </translation>
    </message>
    <message>
        <source>{count} dreamed about</source>
        <translation>von {count} geträumt</translation>
    </message>
    <message numerus="yes">
        <source>{count} example written to {folder}</source>
        <comment>{count} examples written to {folder}</comment>
        <translation>
            <numerusform>{count} Beispiel geschrieben nach {folder}</numerusform>
            <numerusform>{count} Beispiele geschrieben nach {folder}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lesson left out:</source>
        <comment>{count} lessons left out:</comment>
        <translation>
            <numerusform>{count} Lektion ausgelassen:</numerusform>
            <numerusform>{count} Lektionen ausgelassen:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lesson to review</source>
        <comment>{count} lessons to review</comment>
        <translation>
            <numerusform>{count} Lektion offen</numerusform>
            <numerusform>{count} Lektionen offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} lesson waits for review.</source>
        <comment>{count} lessons wait for review.</comment>
        <translation>
            <numerusform>{count} Lektion wartet darauf, durchgesehen zu werden.</numerusform>
            <numerusform>{count} Lektionen warten darauf, durchgesehen zu werden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} minute</source>
        <comment>{count} minutes</comment>
        <translation>
            <numerusform>{count} Minute</numerusform>
            <numerusform>{count} Minuten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} more to read</source>
        <comment>{count} more to read</comment>
        <translation>
            <numerusform>noch {count} zu lesen</numerusform>
            <numerusform>noch {count} zu lesen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} night</source>
        <comment>{count} nights</comment>
        <translation>
            <numerusform>{count} Nacht</numerusform>
            <numerusform>{count} Nächte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} rejected</source>
        <comment>{count} rejected</comment>
        <translation>
            <numerusform>{count} abgelehnt</numerusform>
            <numerusform>{count} abgelehnt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} relation</source>
        <comment>{count} relations</comment>
        <translation>
            <numerusform>{count} Beziehung</numerusform>
            <numerusform>{count} Beziehungen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sample</source>
        <comment>{count} samples</comment>
        <translation>
            <numerusform>{count} Stichprobe</numerusform>
            <numerusform>{count} Stichproben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} sandbox run</source>
        <comment>{count} sandbox runs</comment>
        <translation>
            <numerusform>{count} Sandbox-Lauf</numerusform>
            <numerusform>{count} Sandbox-Läufe</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} second</source>
        <comment>{count} seconds</comment>
        <translation>
            <numerusform>{count} Sekunde</numerusform>
            <numerusform>{count} Sekunden</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} source</source>
        <comment>{count} sources</comment>
        <translation>
            <numerusform>{count} Quelle</numerusform>
            <numerusform>{count} Quellen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} source read, {entities} concepts</source>
        <comment>{count} sources read, {entities} concepts</comment>
        <translation>
            <numerusform>{count} Quelle gelesen, {entities} Konzepte</numerusform>
            <numerusform>{count} Quellen gelesen, {entities} Konzepte</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} source removed</source>
        <comment>{count} sources removed</comment>
        <translation>
            <numerusform>{count} Quelle entfernt</numerusform>
            <numerusform>{count} Quellen entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} source: {names}</source>
        <comment>{count} sources: {names}</comment>
        <translation>
            <numerusform>{count} Quelle: {names}</numerusform>
            <numerusform>{count} Quellen: {names}</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} test of its walls passed.</source>
        <comment>{count} tests of its walls passed.</comment>
        <translation>
            <numerusform>{count} Prüfung ihrer Wände bestanden.</numerusform>
            <numerusform>{count} Prüfungen ihrer Wände bestanden.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} to review</source>
        <comment>{count} to review</comment>
        <translation>
            <numerusform>{count} offen</numerusform>
            <numerusform>{count} offen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} token</source>
        <comment>{count} tokens</comment>
        <translation>
            <numerusform>{count} Token</numerusform>
            <numerusform>{count} Tokens</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>{count} topic</source>
        <comment>{count} topics</comment>
        <translation>
            <numerusform>{count} Thema</numerusform>
            <numerusform>{count} Themen</numerusform>
        </translation>
    </message>
    <message>
        <source>{dreamed}: {counts}</source>
        <translation>{dreamed}: {counts}</translation>
    </message>
    <message>
        <source>{here} of {all}</source>
        <translation>{here} von {all}</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} Std. {minutes} Min.</translation>
    </message>
    <message>
        <source>{kept} kept</source>
        <translation>{kept} behalten</translation>
    </message>
    <message>
        <source>{kept} kept, {thrown} thrown away, {time}</source>
        <translation>{kept} behalten, {thrown} verworfen, {time}</translation>
    </message>
    <message>
        <source>{kept} of {tried} kept</source>
        <translation>{kept} von {tried} behalten</translation>
    </message>
    <message>
        <source>{model} (the largest that fits)</source>
        <translation>{model} (das größte, das passt)</translation>
    </message>
    <message>
        <source>{n0} % of the memory in use</source>
        <translation>{n0} % des Speichers belegt</translation>
    </message>
    <message>
        <source>{n0} GB</source>
        <translation>{n0} GB</translation>
    </message>
    <message>
        <source>{n0} MB</source>
        <translation>{n0} MB</translation>
    </message>
    <message>
        <source>{n0} min</source>
        <translation>{n0} Min.</translation>
    </message>
    <message>
        <source>{n0} of the lines, {n1} of the branches</source>
        <translation>{n0} der Zeilen, {n1} der Zweige</translation>
    </message>
    <message>
        <source>{name} from {least} to {most}, at the end {last}</source>
        <translation>{name} von {least} bis {most}, zuletzt {last}</translation>
    </message>
    <message>
        <source>{name} in the environment sets this.</source>
        <translation>{name} in der Umgebung legt das fest.</translation>
    </message>
    <message>
        <source>{name} in {place} sets this; change it there.</source>
        <translation>{name} in {place} legt das fest; ändern Sie es dort.</translation>
    </message>
    <message>
        <source>{name} is connected to nothing</source>
        <translation>{name} ist mit nichts verbunden</translation>
    </message>
    <message>
        <source>{name} is connected to: {names}</source>
        <translation>{name} ist verbunden mit: {names}</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}: {value}</translation>
    </message>
    <message>
        <source>{nights}, {kept} kept</source>
        <translation>{nights}, {kept} behalten</translation>
    </message>
    <message>
        <source>{night}: no night</source>
        <translation>{night}: keine Nacht</translation>
    </message>
    <message>
        <source>{night}: {kept} of {tried} kept</source>
        <translation>{night}: {kept} von {tried} behalten</translation>
    </message>
    <message>
        <source>{number}%</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{part} after</source>
        <translation>{part} nachher</translation>
    </message>
    <message>
        <source>{part} before</source>
        <translation>{part} vorher</translation>
    </message>
    <message>
        <source>{rate} tokens/s</source>
        <translation>{rate} Tokens/s</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} s</translation>
    </message>
    <message>
        <source>{selected} of {all} selected</source>
        <translation>{selected} von {all} ausgewählt</translation>
    </message>
    <message>
        <source>{share} agree</source>
        <translation>{share} stimmen überein</translation>
    </message>
    <message numerus="yes">
        <source>{shown} lesson</source>
        <comment>{shown} lessons</comment>
        <translation>
            <numerusform>{shown} Lektion</numerusform>
            <numerusform>{shown} Lektionen</numerusform>
        </translation>
    </message>
    <message>
        <source>{state} · watching {source}</source>
        <translation>{state} · beobachtet über {source}</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>noch {time}</translation>
    </message>
    <message>
        <source>{what}, per month</source>
        <translation>{what}, je Monat</translation>
    </message>
    <message>
        <source>{what}, per night</source>
        <translation>{what}, je Nacht</translation>
    </message>
    <message>
        <source>{what}, per week</source>
        <translation>{what}, je Woche</translation>
    </message>
    <message>
        <source>{what}: {done} of {total}</source>
        <translation>{what}: {done} von {total}</translation>
    </message>
    <message>
        <source>°C</source>
        <translation>°C</translation>
    </message>
</context>
</TS>
