from client import ClientTest, in_versions


class ThreeMessages(ClientTest):
    """A reader who has got one, two and three from a queue and has acknowledged none of them."""

    mode = "client"

    def setUp(self):
        self.queue = self.destination("queue")
        writer = self.connect()
        for body in "one two three".split():
            writer.send(self.queue, body)
        self.reader = self.connect()
        self.reader.subscribe("work", self.queue, self.mode)
        self.messages = [self.reader.receive() for _ in range(3)]

    def assert_delivered_again(self, *bodies):
        """Another reader gets these, marked as redelivered, and nothing else."""
        other = self.connect()
        other.subscribe("work", self.queue)
        for body in bodies:
            self.assert_redelivered(other.receive(), body)
        self.assertEqual(other.everything_until_now(), [])

    def assert_redelivered(self, message, body):
        self.assertEqual(message.body.decode(), body)
        self.assertEqual(message.headers["redelivered"], "true")


@in_versions("1.0", "1.1", "1.2")
class Acknowledgement(ThreeMessages):
    def test_covers_all_messages_before_it(self):
        self.reader.acknowledge(self.messages[1])
        self.reader.disconnect()
        self.assert_delivered_again("three")

    def test_without_it_all_come_again_in_order_after_a_disconnect(self):
        self.reader.disconnect()
        self.assert_delivered_again("one", "two", "three")

    def test_without_it_all_come_again_in_order_when_the_connection_breaks(self):
        self.reader.vanish()
        self.assert_delivered_again("one", "two", "three")

    def test_is_possible_after_an_unsubscribe(self):
        self.reader.unsubscribe("work")
        self.reader.acknowledge(self.messages[1])
        self.reader.disconnect()
        self.assert_delivered_again("three")


@in_versions("1.1", "1.2")
class AcknowledgementOfOne(ThreeMessages):
    mode = "client-individual"

    def test_covers_no_other_message(self):
        self.reader.acknowledge(self.messages[1])
        self.reader.disconnect()
        self.assert_delivered_again("one", "three")

    def test_all_of_them_leave_nothing(self):
        for message in reversed(self.messages):
            self.reader.acknowledge(message)
        self.reader.disconnect()
        self.assert_delivered_again()

    def test_a_refused_message_comes_again_to_the_same_reader_if_there_is_no_other(self):
        self.reader.acknowledge(self.messages[1], "nack")
        again = self.reader.receive()
        self.assert_redelivered(again, "two")
        self.reader.acknowledge(again)
        self.reader.disconnect()
        self.assert_delivered_again("one", "three")

    def test_a_message_refused_for_good_becomes_a_dead_letter(self):
        undertaker = self.connect()
        undertaker.subscribe("dead", "/queue/dead-letters")
        self.reader.acknowledge(self.messages[1], "nack", requeue="false")
        dead = undertaker.receive()
        self.assertEqual(dead.body, b"two")
        self.assertEqual(dead.headers["original-destination"], self.queue)
