from client import ClientTest, in_versions

BEATS = 5


@in_versions("1.1", "1.2")
class Heartbeats(ClientTest):
    def test_the_server_sends_them_as_often_as_wished(self):
        # stomp.py ends the connection itself when they are so much too late
        client = self.connect(heartbeats=(0, 100), heart_beat_receive_scale=100)
        self.assertEqual(client.connected["heart-beat"].split(",")[0], "100")
        self.assertTrue(client.wait_for_beats(BEATS, "beats_received"))
        self.assertFalse(client.ended.is_set())

    def test_a_client_that_sends_them_is_kept(self):
        client = self.connect(heartbeats=(500, 0))
        self.assertEqual(client.connected["heart-beat"].split(",")[1], "500")
        self.assertTrue(client.wait_for_beats(BEATS, "beats_sent"))
        self.assertEqual(client.everything_until_now(), [])

    def test_messages_pass_between_beats_of_both(self):
        topic = self.destination("topic")
        client = self.connect(heartbeats=(500, 100), heart_beat_receive_scale=100)
        client.subscribe("news", topic)
        for number in range(BEATS):
            self.assertTrue(client.wait_for_beats(client.beats_received + 1, "beats_received"))
            client.send(topic, str(number))
            self.assertEqual(client.receive_bodies(1), [str(number)])
