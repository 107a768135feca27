"""A reader without a browser: speaks Streamlit's websocket protocol."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect
from websockets.typing import Subprotocol


class Session:
    """One reader; like a browser it says which cached messages it holds."""

    def __init__(self, url: str, page: str = "") -> None:
        address = url.replace("http://", "ws://") + "/_stcore/stream"
        self._socket = connect(address, subprotocols=[Subprotocol("streamlit")], max_size=None, proxy=None)
        self._page, self._hash, self._url = page, "", f"{url}/{page}"
        self._held: list[set[str]] = [set(), set()]  # messages of the last two runs; a browser forgets older ones
        self.rerun()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def rerun(self, pick: str = "") -> list[bytes]:
        """Run the script; ``pick`` is an area clicked in the map. All messages of the run."""
        message = BackMsg()
        state = message.rerun_script
        state.page_script_hash, state.page_name = self._hash, "" if self._hash else self._page
        state.query_string = f"area={pick}" if pick else ""
        state.context_info.url = self._url
        state.cached_message_hashes.extend(self._held[0] | self._held[1])
        self._held = [self._held[1], set()]
        self._socket.send(message.SerializeToString())
        return self._receive()

    def _receive(self) -> list[bytes]:
        frames: list[bytes] = []
        finished = False
        while True:
            data = self._socket.recv(30)
            assert isinstance(data, bytes)
            frames.append(data)
            message = ForwardMsg.FromString(data)
            self._read(message)
            finished = finished or message.WhichOneof("type") == "script_finished"
            if finished and message.HasField("session_status_changed"):
                return frames

    def _read(self, message: ForwardMsg) -> None:
        if message.HasField("navigation"):
            self._hash = message.navigation.page_script_hash
        if message.ref_hash or (message.metadata.cacheable and message.hash):
            self._held[1].add(message.ref_hash or message.hash)
        element = message.delta.new_element
        if element.HasField("exception"):
            raise RuntimeError(f"the page failed: {element.exception.message}")

    def close(self) -> None:
        """Leave."""
        self._socket.close()
