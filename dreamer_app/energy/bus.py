"""Calls over D-Bus that never wait long and never start a service."""

from typing import Any

CALL_SECONDS = 0.5


class BusError(OSError):
    """A call over D-Bus brought no answer: no bus, no such service, too late, refused."""


class Bus:
    """A connection to a bus, opened when first needed. Used by one thread at a time.

    Args:
        which: ``SESSION`` or ``SYSTEM``, or an address.
    """

    def __init__(self, which: str) -> None:
        self._which = which
        self._connection: Any = None

    def call(
        self,
        service: str,
        path: str,
        interface: str,
        method: str,
        signature: str = "",
        *arguments: Any,
    ) -> tuple[Any, ...]:
        """Call a method and return what it returns.

        Raises:
            BusError: there was no answer within half a second, or it was an error.
        """
        from jeepney import DBusAddress, HeaderFields, MessageFlag, MessageType, new_method_call

        address = DBusAddress(path, bus_name=service, interface=interface)
        message = new_method_call(address, method, signature or None, arguments)
        message.header.flags |= MessageFlag.no_auto_start
        try:
            if self._connection is None:
                from jeepney.io.blocking import open_dbus_connection

                self._connection = open_dbus_connection(bus=self._which)
            reply = self._connection.send_and_get_reply(message, timeout=CALL_SECONDS)
        except Exception as error:
            self.close()
            raise BusError(f"{service} does not answer: {type(error).__name__} {error}") from error
        if reply.header.message_type is MessageType.error:
            name = reply.header.fields.get(HeaderFields.error_name, "an error")
            raise BusError(f"{service} answers {name}")
        return tuple(reply.body)

    def close(self) -> None:
        """Close the connection; the next call opens another."""
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()


class MutterIdle:
    """The idle counter of GNOME's compositor, under Wayland its only one."""

    def __init__(self, which: str = "SESSION") -> None:
        self._bus = Bus(which)

    def idle_seconds(self) -> float:
        """Seconds since the last input."""
        (milliseconds,) = self._bus.call(
            "org.gnome.Mutter.IdleMonitor",
            "/org/gnome/Mutter/IdleMonitor/Core",
            "org.gnome.Mutter.IdleMonitor",
            "GetIdletime",
        )
        return float(milliseconds) / 1000

    def close(self) -> None:
        """Close the connection."""
        self._bus.close()
