"""Where values of settings come from, and the file that they are kept in."""

import os
from collections.abc import Collection, Mapping
from dataclasses import asdict
from pathlib import Path

from dreamer_app.core.errors import SettingError
from dreamer_app.core.setting import Value, parse
from dreamer_app.settings.declared import Settings, specs


def load(
    settings_file: Path | None = None,
    environment: Mapping[str, str] | None = None,
    dotenv: Path | None = None,
) -> Settings:
    """The settings in force.

    Args:
        settings_file: TOML as :func:`save` writes it; missing is fine.
        environment: default ``os.environ``.
        dotenv: default ``.env`` in the working folder; missing is fine.

    Raises:
        SettingError: a value is not allowed, or the file cannot be read.
    """
    from dotenv import dotenv_values

    env = os.environ if environment is None else environment
    dotenv = Path(".env") if dotenv is None else dotenv
    layers: list[Mapping[str, object]] = [env]
    if dotenv.is_file():
        layers.append({k: v for k, v in dotenv_values(dotenv).items() if v is not None})
    layers.append(read_file(settings_file))
    chosen: dict[str, Value] = {}
    for spec in specs():
        for layer in layers:
            if spec.name in layer:
                chosen[spec.attribute] = parse(spec, layer[spec.name])
                break
    return Settings(**chosen)  # type: ignore[arg-type]


def read_file(settings_file: Path | None) -> dict[str, object]:
    """The variables that the settings file holds; empty without one."""
    if settings_file is None or not settings_file.is_file():
        return {}
    import tomllib

    try:
        return tomllib.loads(settings_file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SettingError(
            f"The settings file {settings_file} cannot be read: {error}.",
            hint="Mend it or delete it; without it the defaults apply.",
        ) from error


def save(
    settings: Settings, settings_file: Path, names: Collection[str] | None = None
) -> tuple[str, ...]:
    """Write what differs from the defaults, whole or not at all.

    Variables in the file that this version does not know are kept.

    Args:
        names: write these variables only, and keep what the file says of the others; the
            settings in force may come from the environment. None writes all of them.

    Returns:
        Names of the variables that changed.
    """
    import tomli_w

    before = read_file(settings_file)
    known = {s.name: s for s in specs()}
    written = set(known) if names is None else set(names)
    kept = {name: value for name, value in before.items() if name not in written}
    values = asdict(settings)
    after = {
        name: parse(s, values[s.attribute])
        for name, s in known.items()
        if name in written and values[s.attribute] != s.default
    }
    settings_file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = settings_file.with_suffix(".new")
    with temporary.open("wb") as out:
        out.write(tomli_w.dumps(kept | after).encode())
        out.flush()
        os.fsync(out.fileno())
    temporary.replace(settings_file)
    return tuple(
        name
        for name, s in known.items()
        if name in written and before.get(name, s.default) != after.get(name, s.default)
    )
