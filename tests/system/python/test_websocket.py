import os
import unittest

import websocket

NULL = "\0"


class WebSocketClient(unittest.TestCase):
    """S-261: Debian's python3-websocket, and STOMP written by hand."""

    def test_it_speaks_each_version(self):
        for name, version in {"v12.stomp": "1.2", "v11.stomp": "1.1", "v10.stomp": "1.0"}.items():
            with self.subTest(name):
                connection = websocket.create_connection(os.environ["MARU_WS_URL"], timeout=30, subprotocols=[name])
                self.addCleanup(connection.close)
                self.assertEqual(connection.subprotocol, name)
                connection.send(f"CONNECT\naccept-version:{version}\nhost:localhost\n\n{NULL}")
                answer = connection.recv()
                self.assertTrue(answer.startswith("CONNECTED\n"), answer)
                self.assertIn(f"\nversion:{version}\n", answer)
                topic = f"/topic/websocket-client-{version}"
                connection.send(f"SUBSCRIBE\nid:1\ndestination:{topic}\n\n{NULL}")
                connection.send(f"SEND\ndestination:{topic}\n\n안녕{NULL}")
                self.assertTrue(connection.recv().endswith(f"\n\n안녕{NULL}"))
                connection.send(f"DISCONNECT\nreceipt:bye\n\n{NULL}")
                self.assertEqual(connection.recv(), f"RECEIPT\nreceipt-id:bye\n\n{NULL}")
                opcode, reason = connection.recv_data()
                self.assertEqual(opcode, websocket.ABNF.OPCODE_CLOSE)
                self.assertEqual(int.from_bytes(reason[:2], "big"), 1000)
