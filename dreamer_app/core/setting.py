"""What one setting is and what it may be, and reading a value of it."""

from dataclasses import dataclass

from dreamer_app.core.errors import SettingError

Value = bool | int | float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingSpec:
    """What is known of one setting.

    Args:
        name: the environment variable.
        attribute: the attribute of :class:`Settings`.
        minimum, maximum: allowed range of a number, both included.
        choices: the allowed words; empty: any.
        unit: for people, e.g. ``minutes``.
        group: heading in the dialog.
    """

    name: str
    attribute: str
    kind: type
    default: Value
    label: str
    help: str
    group: str
    unit: str = ""
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""


_TRUE, _FALSE = {"true", "1", "yes", "on"}, {"false", "0", "no", "off"}


def parse(spec: SettingSpec, value: object) -> Value:
    """A value for a setting, from text or from the settings file.

    Raises:
        SettingError: names the variable, the value, and what is allowed.
    """
    try:
        result = _convert(spec.kind, value)
    except ValueError:
        raise _refusal(spec, value) from None
    if isinstance(result, (int, float)) and not isinstance(result, bool):
        low = float("-inf") if spec.minimum is None else spec.minimum
        high = float("inf") if spec.maximum is None else spec.maximum
        if not low <= result <= high:
            raise _refusal(spec, value)
    if spec.choices and result not in spec.choices:
        raise _refusal(spec, value)
    if spec.pattern and isinstance(result, str):
        import re

        if not re.fullmatch(spec.pattern, result):
            raise _refusal(spec, value)
    if spec.attribute == "night_hours":
        from dreamer_app.core.night_hours import NightHours

        try:
            NightHours.parse(str(result))
        except ValueError:
            raise _refusal(spec, value) from None
    return result


def _convert(kind: type, value: object) -> Value:
    if kind is bool:
        word = str(value).strip().lower()
        if word not in _TRUE | _FALSE:
            raise ValueError(word)
        return word in _TRUE
    text = str(value).strip()
    if kind is int:
        return int(text)
    if kind is float:
        number = float(text)
        if number != number:
            raise ValueError(text)
        return number
    if "\n" in text or "\0" in text:
        raise ValueError(text)
    return text


def allowed(spec: SettingSpec) -> str:
    """What a setting may be, in words."""
    if spec.kind is bool:
        return "true or false"
    if spec.choices:
        return "one of " + ", ".join(spec.choices)
    if spec.attribute == "night_hours":
        return "two hours such as 2-6 or 22-5, by weekday as mon-fri 2-6, sat-sun 3-9"
    if spec.pattern:
        return f"text that matches {spec.pattern}"
    if spec.kind in (int, float):
        what = "a whole number" if spec.kind is int else "a number"
        return f"{what} from {spec.minimum:g} to {spec.maximum:g}"
    return "text on one line"


def _refusal(spec: SettingSpec, value: object) -> SettingError:
    return SettingError(
        f"{spec.name} is {str(value)!r}; allowed is {allowed(spec)}.",
        hint=f"The default is {_text(spec.default)!r}.",
    )


def _text(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
