import os
import ssl

import stomp

from client import PATIENCE, Client, ClientTest, in_versions

# stomp.py reads on one thread while another writes its first frame. With TLS 1.3 session tickets arrive just then, and
# Python 3.11 loses the frame now and then; a client of one thread does not, and the Ruby tests speak 1.3.
stomp.transport.DEFAULT_SSL_VERSION = ssl.PROTOCOL_TLSv1_2


@in_versions("1.0", "1.1", "1.2")
class Tls(ClientTest):
    def client_that_trusts(self, authority):
        client = Client(self.version, "MARU_TLS_PORT")
        client.connection.set_ssl([client.address], ca_certs=os.environ[authority])
        return client

    def test_a_client_that_trusts_the_authority_talks(self):
        topic = self.destination("topic")
        client = self.client_that_trusts("MARU_AUTHORITY").connect("ann", os.environ["MARU_PASSCODE"], host="localhost")
        client.subscribe("echo", topic)
        client.send(topic, "비밀")
        self.assertEqual(client.receive_bodies(1), ["비밀"])
        client.disconnect()

    def test_a_client_that_trusts_somebody_else_does_not_connect(self):
        with self.assertRaises(stomp.exception.ConnectFailedException):
            self.client_that_trusts("MARU_STRANGER").connect("ann", host="localhost")

    def test_a_wrong_passcode_is_refused(self):
        client = self.client_that_trusts("MARU_AUTHORITY")
        with self.assertRaises(stomp.exception.ConnectFailedException):
            client.connect("ann", "guess", host="localhost")
        self.assertEqual(client.errors.get(timeout=PATIENCE).headers["code"], "maru.session.authentication")

    def test_a_client_without_tls_gets_nothing(self):
        with self.assertRaises(stomp.exception.ConnectFailedException):
            Client(self.version, "MARU_TLS_PORT").connect("ann", host="localhost")
