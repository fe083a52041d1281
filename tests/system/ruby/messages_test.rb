require 'json'
require_relative 'client'

class MessagesTest < ClientTest
  in_versions 'everybody subscribed to a topic gets what is sent there' do
    topic = destination('topic')
    readers = [connect, connect]
    readers.each { |reader| reader.subscribe('news', topic) }
    connect.send(topic, 'hello', colour: 'blue')
    readers.each do |reader|
      message = reader.receive
      assert_equal 'hello', message.body
      assert_equal 'news', message.headers['subscription']
      assert_equal topic, message.headers['destination']
      assert_equal 'text/plain; charset=UTF-8', message.headers['content-type']
      assert_equal 'blue', message.headers['colour']
    end
  end

  in_versions 'a queue keeps messages in order until somebody reads' do
    queue = destination('queue')
    %w[one two three].each { |body| connect.send(queue, body) }
    reader = connect
    reader.subscribe('work', queue)
    assert_equal %w[one two three], reader.receive_bodies(3)
  end

  in_versions 'after an unsubscribe nothing comes' do
    topic = destination('topic')
    reader = connect
    reader.subscribe('news', topic)
    reader.unsubscribe('news', topic)
    connect.send(topic, 'too late')
    assert_empty reader.everything_until_now
  end

  in_versions 'a room is spoken in and listened to' do
    room = destination('chat')
    reader = connect
    reader.subscribe('room', "/subscribe#{room}")
    receipt = connect.send("/publish#{room}", '안녕하세요, 여러분')
    entry = JSON.parse(reader.receive_bodies(1).first)
    assert_equal ['안녕하세요, 여러분', 1], [entry['text'], entry['seq']]
    assert_equal '1', receipt.headers['seq']
  end
end
