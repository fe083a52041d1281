from client import ClientTest, in_versions


class Headers(ClientTest):
    def assert_comes_back(self, value):
        topic = self.destination("topic")
        client = self.connect()
        client.subscribe("echo", topic)
        client.send(topic, "", header=value)
        self.assertEqual(client.receive().headers["header"], value)


@in_versions("1.0", "1.1", "1.2")
class HeaderValues(Headers):
    def test_in_korean(self):
        self.assert_comes_back("안녕하세요 🍚")

    def test_with_a_colon(self):
        self.assert_comes_back("a:b::c")


@in_versions("1.1", "1.2")
class EscapedHeaderValues(Headers):
    def test_with_a_line_end(self):
        self.assert_comes_back("first line\nsecond line\n")

    def test_with_backslashes(self):
        self.assert_comes_back("C:\\new\\chapters\\")

    def test_with_blanks_around(self):
        self.assert_comes_back("  in the middle ")


@in_versions("1.2")
class ReturnsInHeaderValues(Headers):
    def test_with_a_return(self):
        self.assert_comes_back("a\rb\r\nc")
