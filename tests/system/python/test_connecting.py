import stomp

from client import PATIENCE, Client, ClientTest, in_versions


@in_versions("1.0", "1.1", "1.2")
class Connecting(ClientTest):
    def test_the_version_asked_for_is_spoken(self):
        self.assertEqual(self.connect().connected["version"], self.version)

    def test_an_open_server_takes_any_login(self):
        client = Client(self.version).connect("guest", "guest", host="/")
        self.assertEqual(client.connected["name"], "guest")
        client.disconnect()

    def test_a_disconnect_is_confirmed_and_then_the_connection_ends(self):
        client = self.connect()
        client.disconnect()
        self.assertEqual(client.receipts.qsize(), 1)
        self.assertTrue(client.ended.wait(PATIENCE))

    def test_a_frame_that_breaks_a_rule_is_answered_with_the_reason_and_an_end(self):
        client = self.connect()
        client.connection.commit("never begun")
        self.assertEqual(client.errors.get(timeout=PATIENCE).headers["code"], "maru.transaction.unknown")
        self.assertTrue(client.ended.wait(PATIENCE))


@in_versions("1.1", "1.2")
class ConnectingByStomp(ClientTest):
    def test_connect_and_stomp_frames_are_the_same(self):
        for by_connect in (True, False):
            client = Client(self.version)
            client.connection.connect("ann", wait=True, with_connect_command=by_connect, headers={"host": "localhost"})
            self.assertEqual(client.connected["version"], self.version)
            client.disconnect()


@in_versions("1.3")
class ConnectingInAnUnknownVersion(ClientTest):
    def test_it_is_refused(self):
        client = Client("1.2")
        client.connection.version = self.version
        with self.assertRaises(stomp.exception.ConnectFailedException):
            client.connect("ann")
        self.assertEqual(client.errors.get(timeout=PATIENCE).headers["version"], "1.0,1.1,1.2")
