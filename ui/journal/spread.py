"""Boxes moved apart until none lies on another."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSizeF

_ROUNDS = 60
_GAP = 6.0
_FULLEST = 0.6
"""Share of the frame that boxes may take; what is fuller cannot be pulled apart."""


def spread(
    frame: QRectF, boxes: Sequence[tuple[QPointF, QSizeF]], *, fixed: int = 1
) -> list[QRectF] | None:
    """Find room for boxes near the places where they would like to be.

    Args:
        frame: what they must stay in.
        boxes: wished middle and size of each.
        fixed: so many of the first ones stay where they are.

    Returns:
        The boxes in their order, none on another; None when there is no such arrangement, or
        it was not found in time.
    """
    found = [_box(middle, size) for middle, size in boxes]
    area = sum((r.width() + _GAP) * (r.height() + _GAP) for r in found)
    if area > _FULLEST * frame.width() * frame.height():
        return None
    for box in found[fixed:]:
        _keep_inside(box, frame)
    for _round in range(_ROUNDS):
        if not _push(found, fixed, frame):
            return found
    return None


def _box(middle: QPointF, size: QSizeF) -> QRectF:
    return QRectF(
        middle.x() - size.width() / 2,
        middle.y() - size.height() / 2,
        size.width(),
        size.height(),
    )


def _push(boxes: list[QRectF], fixed: int, frame: QRectF) -> bool:
    """Move each two that touch apart, the shorter way; whether any did."""
    touched = False
    for number, one in enumerate(boxes):
        for other_number, other in enumerate(boxes[number + 1 :], number + 1):
            across = _overlap(one.left(), one.right(), other.left(), other.right())
            down = _overlap(one.top(), one.bottom(), other.top(), other.bottom())
            if across <= 0 or down <= 0:
                continue
            touched = True
            if down <= across:
                step = QPointF(0, _signed(down, other.center().y() - one.center().y()))
            else:
                step = QPointF(_signed(across, other.center().x() - one.center().x()), 0)
            _part(one, other, step, is_one_held=number < fixed, is_other_held=other_number < fixed)
            for box, is_held in ((one, number < fixed), (other, other_number < fixed)):
                if not is_held:
                    _keep_inside(box, frame)
    return touched


def _overlap(low: float, high: float, other_low: float, other_high: float) -> float:
    return min(high, other_high) - max(low, other_low) + _GAP


def _signed(length: float, direction: float) -> float:
    return length + 0.5 if direction >= 0 else -length - 0.5


def _part(
    one: QRectF, other: QRectF, step: QPointF, *, is_one_held: bool, is_other_held: bool
) -> None:
    if is_one_held:
        other.translate(step)
    elif is_other_held:
        one.translate(-step)
    else:
        other.translate(step / 2)
        one.translate(-step / 2)


def _keep_inside(box: QRectF, frame: QRectF) -> None:
    box.moveLeft(max(frame.left(), min(box.left(), frame.right() - box.width())))
    box.moveTop(max(frame.top(), min(box.top(), frame.bottom() - box.height())))
