require_relative 'client'

class HeartbeatsTest < ClientTest
  BEATS = 5

  # The gem counts the beats on threads of its own.
  def wait_for_beats(client)
    deadline = Process.clock_gettime(Process::CLOCK_MONOTONIC) + PATIENCE
    until client.connection.hbsend_count >= BEATS && client.connection.hbrecv_count >= BEATS
      flunk 'beats do not come' if Process.clock_gettime(Process::CLOCK_MONOTONIC) > deadline
      sleep 0.05
    end
  end

  in_versions '1.1', '1.2', 'beats of both keep the connection' do
    topic = destination('topic')
    client = connect('heart-beat': '500,500')
    assert_equal '500,500', client.connected['heart-beat']
    client.subscribe('news', topic)
    wait_for_beats(client)
    client.send(topic, 'still here')
    assert_equal ['still here'], client.receive_bodies(1)
  end
end
