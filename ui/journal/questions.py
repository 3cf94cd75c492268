"""What the page of lessons asks and offers in words."""

from PySide6.QtWidgets import QMessageBox, QWidget

from dreamer_app.core.states import ReviewState
from ui.i18n import plural, tr
from ui.journal.review import CONFIRM_ABOVE


def confirmed(parent: QWidget, count: int, after: ReviewState) -> bool:
    """Whether a person wants so many lessons decided together; a few need no question."""
    if count <= CONFIRM_ABOVE:
        return True
    approve = after is ReviewState.APPROVED
    question = (
        plural("Approve {count} lesson?", "Approve {count} lessons?", count)
        if approve
        else plural("Reject {count} lesson?", "Reject {count} lessons?", count)
    )
    more = tr("They are decided together. Undo brings them back together.")
    return _agreed(parent, question, more, tr("Approve") if approve else tr("Reject"))


def may_mark(parent: QWidget, count: int) -> bool:
    """Whether a person wants so many lessons flagged, rated or tagged together."""
    if count <= CONFIRM_ABOVE:
        return True
    question = plural("Change {count} lesson?", "Change {count} lessons?", count)
    more = tr("Flags, ratings and tags are not brought back by Undo.")
    return _agreed(parent, question, more, tr("Change"))


def may_discard(parent: QWidget) -> bool:
    """Whether what was typed into a lesson is to be thrown away."""
    more = tr("What you changed in this lesson is thrown away.")
    return _agreed(parent, tr("Discard the changes?"), more, tr("Discard"), is_for_good=True)


def _agreed(
    parent: QWidget, question: str, more: str, way: str, *, is_for_good: bool = False
) -> bool:
    # Over the window, which dresses its dialogs: a page of it need not have a style sheet.
    over = parent.window()
    box = QMessageBox(QMessageBox.Icon.Question, tr("Dream Journal"), question, parent=over)
    box.setInformativeText(more)
    yes = box.addButton(way, QMessageBox.ButtonRole.AcceptRole)
    no = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setDefaultButton(no if is_for_good else yes)
    box.exec()
    return box.clickedButton() is yes


def invitation(*, has_nights: bool) -> tuple[str, str]:
    """What stands where no lesson is chosen: a title and a sentence."""
    if has_nights:
        return tr("No lesson is chosen"), tr("Choose one in the list, or press J.")
    return (
        tr("This is your Dream Journal"),
        tr(
            "Each lesson will be shown here: the task, the code, the tests, and what the "
            "Guardian saw. You decide with A and R; ? shows all keys."
        ),
    )
