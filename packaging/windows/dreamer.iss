; Inno Setup 6: an installer of dist\dreamer for one user. Not tried; see README.md.
[Setup]
AppId={{6B0B5A0E-5D57-4E0C-9B1F-0B6A3F0D7C11}
AppName=Dreamer
AppVersion=0.1.0
DefaultDirName={localappdata}\Programs\Dreamer
DefaultGroupName=Dreamer
PrivilegesRequired=lowest
OutputBaseFilename=dreamer-setup
SetupIconFile=..\..\resources\icons\dreamer.ico
UninstallDisplayIcon={app}\dreamer.exe
Compression=lzma2
SolidCompression=yes
CloseApplications=yes

[Files]
Source: "..\..\dist\dreamer\*"; DestDir: "{app}"; Flags: recursesubdirs

[Icons]
Name: "{group}\Dreamer"; Filename: "{app}\dreamer.exe"

[Run]
Filename: "{app}\dreamer.exe"; Description: "Start Dreamer"; Flags: nowait postinstall

[UninstallRun]
Filename: "{app}\dreamer.exe"; Parameters: "--quit"; RunOnceId: "quit"
