from client import ClientTest, in_versions

MEGABYTE = 1_048_576


@in_versions("1.0", "1.1", "1.2")
class Bodies(ClientTest):
    def assert_comes_back(self, body, content_type=None):
        for kind in ("topic", "queue"):
            destination = self.destination(kind)
            client = self.connect()
            client.subscribe("echo", destination)
            client.send(destination, body, content_type)
            message = client.receive()
            self.assertEqual(message.body, body)
            self.assertEqual(message.headers.get("content-type"), content_type)

    def test_an_empty_one(self):
        self.assert_comes_back(b"")

    def test_with_nul_in_it(self):
        self.assert_comes_back(b"\0before\0\0after\0", "application/octet-stream")

    def test_of_every_byte(self):
        self.assert_comes_back(bytes(range(256)), "application/octet-stream")

    def test_that_looks_like_frames(self):
        self.assert_comes_back(b"SEND\ndestination:/topic/a\n\nhello\0\n\nMESSAGE\n\n\0")

    def test_in_utf8(self):
        self.assert_comes_back("밥은 먹었어? 🍚 ünïcödé".encode(), "text/plain;charset=utf-8")

    def test_of_a_megabyte_of_text(self):
        self.assert_comes_back("가나다 ".encode() * (MEGABYTE // 10), "text/plain")

    def test_of_a_megabyte_of_bytes(self):
        self.assert_comes_back(bytes(range(256)) * (MEGABYTE // 256), "application/octet-stream")
