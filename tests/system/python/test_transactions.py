from client import ClientTest, in_versions


@in_versions("1.0", "1.1", "1.2")
class Transactions(ClientTest):
    def setUp(self):
        self.topic = self.destination("topic")
        self.reader = self.connect()
        self.reader.subscribe("news", self.topic)
        self.writer = self.connect()
        self.transaction = self.writer.connection.begin()

    def end(self, command):
        act = getattr(self.writer.connection, command)
        self.writer.confirmed(lambda receipt: act(self.transaction, {"receipt": receipt}))

    def test_nothing_is_seen_before_the_commit_and_all_after_it_in_order(self):
        for body in "one two three".split():
            self.writer.send(self.topic, body, transaction=self.transaction)
        self.writer.send(self.topic, "outside")
        self.assertEqual(self.reader.everything_until_now(), ["outside"])
        self.end("commit")
        self.assertEqual(self.reader.receive_bodies(3), ["one", "two", "three"])

    def test_what_was_sent_before_an_abort_is_never_seen(self):
        self.writer.send(self.topic, "regretted", transaction=self.transaction)
        self.end("abort")
        self.writer.send(self.topic, "kept")
        self.assertEqual(self.reader.everything_until_now(), ["kept"])

    def test_an_end_of_the_connection_is_an_abort(self):
        self.writer.send(self.topic, "regretted", transaction=self.transaction)
        self.writer.disconnect()
        self.assertEqual(self.reader.everything_until_now(), [])

    def test_texts_for_a_room_are_written_together_at_the_commit(self):
        room = self.destination("chat")
        self.reader.subscribe("room", f"/subscribe{room}")
        for body in "one two".split():
            self.writer.connection.send(f"/publish{room}", body, transaction=self.transaction)
        self.end("commit")
        self.assertEqual([self.reader.receive().headers["seq"] for _ in range(2)], ["1", "2"])


@in_versions("1.0", "1.1", "1.2")
class AcknowledgementInATransaction(ClientTest):
    def setUp(self):
        self.queue = self.destination("queue")
        self.reader = self.connect()
        self.reader.subscribe("work", self.queue, "client")
        self.reader.send(self.queue, "task")
        self.transaction = self.reader.connection.begin()
        self.reader.acknowledge(self.reader.receive(), transaction=self.transaction)

    def end_and_leave(self, command):
        act = getattr(self.reader.connection, command)
        self.reader.confirmed(lambda receipt: act(self.transaction, {"receipt": receipt}))
        self.reader.disconnect()

    def left_in_the_queue(self):
        other = self.connect()
        other.subscribe("work", self.queue)
        return other.everything_until_now()

    def test_counts_when_it_is_committed(self):
        self.end_and_leave("commit")
        self.assertEqual(self.left_in_the_queue(), [])

    def test_counts_for_nothing_when_it_is_aborted(self):
        self.end_and_leave("abort")
        self.assertEqual(self.left_in_the_queue(), ["task"])
