require_relative 'client'

class AcknowledgementTest < ClientTest
  # A reader who has got one, two and three from a queue and has acknowledged none of them.
  def read_three_messages(mode)
    @queue = destination('queue')
    writer = connect
    %w[one two three].each { |body| writer.send(@queue, body) }
    @reader = connect
    @reader.subscribe('work', @queue, ack: mode)
    @messages = Array.new(3) { @reader.receive }
  end

  # Another reader gets these, marked as redelivered, and nothing else.
  def assert_delivered_again(*bodies)
    other = connect
    other.subscribe('work', @queue)
    bodies.each { |body| assert_redelivered(body, other.receive) }
    assert_empty other.everything_until_now
  end

  def assert_redelivered(body, message)
    assert_equal [body, 'true'], [message.body, message.headers['redelivered']]
  end

  in_versions 'one covers all messages before it' do
    read_three_messages('client')
    @reader.acknowledge(@messages[1])
    @reader.disconnect
    assert_delivered_again('three')
  end

  in_versions 'without one all come again in order after a disconnect' do
    read_three_messages('client')
    @reader.disconnect
    assert_delivered_again('one', 'two', 'three')
  end

  in_versions 'without one all come again in order when the connection breaks' do
    read_three_messages('client')
    @reader.vanish
    assert_delivered_again('one', 'two', 'three')
  end

  in_versions '1.1', '1.2', 'an individual one covers no other message' do
    read_three_messages('client-individual')
    @reader.acknowledge(@messages[1])
    @reader.disconnect
    assert_delivered_again('one', 'three')
  end

  in_versions '1.1', '1.2', 'a refused message comes again to the same reader if there is no other' do
    read_three_messages('client-individual')
    @reader.acknowledge(@messages[1], :nack)
    again = @reader.receive
    assert_redelivered('two', again)
    @reader.acknowledge(again)
    @reader.disconnect
    assert_delivered_again('one', 'three')
  end
end
