import json

from client import ClientTest, in_versions


@in_versions("1.0", "1.1", "1.2")
class Messages(ClientTest):
    def test_everybody_subscribed_to_a_topic_gets_what_is_sent_there(self):
        topic = self.destination("topic")
        readers = [self.connect(), self.connect()]
        for reader in readers:
            reader.subscribe("news", topic)
        self.connect().send(topic, "hello", "text/plain", colour="blue")
        for reader in readers:
            message = reader.receive()
            self.assertEqual(message.body, b"hello")
            self.assertEqual(message.headers["subscription"], "news")
            self.assertEqual(message.headers["destination"], topic)
            self.assertEqual(message.headers["content-type"], "text/plain")
            self.assertEqual(message.headers["colour"], "blue")

    def test_a_queue_keeps_messages_in_order_until_somebody_reads(self):
        queue = self.destination("queue")
        writer = self.connect()
        for body in "one two three".split():
            writer.send(queue, body)
        reader = self.connect()
        reader.subscribe("work", queue)
        self.assertEqual(reader.receive_bodies(3), ["one", "two", "three"])

    def test_after_an_unsubscribe_nothing_comes(self):
        topic = self.destination("topic")
        reader = self.connect()
        reader.subscribe("news", topic)
        reader.unsubscribe("news")
        self.connect().send(topic, "too late")
        self.assertEqual(reader.everything_until_now(), [])

    def test_a_room_is_spoken_in_and_listened_to(self):
        room = self.destination("chat")
        reader = self.connect()
        reader.subscribe("room", f"/subscribe{room}")
        receipt = self.connect().send(f"/publish{room}", "안녕하세요, 여러분")
        message = reader.receive()
        entry = json.loads(message.body)
        self.assertEqual(entry["text"], "안녕하세요, 여러분")
        self.assertEqual(entry["seq"], 1)
        self.assertEqual(receipt.headers["seq"], "1")
        self.assertEqual(receipt.headers["message-id"], message.headers["message-id"])

    def test_a_refused_frame_gets_a_problem_and_the_connection_stays(self):
        client = self.connect()
        client.subscribe("errors", "/user/queue/errors")
        client.connection.send("/subscribe/chat/1", "not for clients", headers={"receipt": "refused"})
        problem = client.receive()
        self.assertEqual(problem.headers["receipt-id"], "refused")
        self.assertEqual(json.loads(problem.body)["code"], "not-for-clients")
        self.assertEqual(client.everything_until_now(), [])
