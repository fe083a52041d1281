require_relative 'client'

class TransactionsTest < ClientTest
  def begin_with_a_reader
    @topic = destination('topic')
    @reader = connect
    @reader.subscribe('news', @topic)
    @writer = connect
    @writer.begin_transaction('t')
  end

  in_versions 'nothing is seen before the commit and all after it in order' do
    begin_with_a_reader
    %w[one two three].each { |body| @writer.send(@topic, body, transaction: 't') }
    @writer.send(@topic, 'outside')
    assert_equal ['outside'], @reader.everything_until_now
    @writer.end_transaction(:commit, 't')
    assert_equal %w[one two three], @reader.receive_bodies(3)
  end

  in_versions 'what was sent before an abort is never seen' do
    begin_with_a_reader
    @writer.send(@topic, 'regretted', transaction: 't')
    @writer.end_transaction(:abort, 't')
    @writer.send(@topic, 'kept')
    assert_equal ['kept'], @reader.everything_until_now
  end

  { commit: [], abort: ['task'] }.each do |command, left|
    in_versions "an acknowledgement waits for the end of its transaction, #{command}" do
      queue = destination('queue')
      reader = connect
      reader.subscribe('work', queue, ack: 'client')
      reader.send(queue, 'task')
      reader.begin_transaction('t')
      reader.acknowledge(reader.receive, transaction: 't')
      reader.end_transaction(command, 't')
      reader.disconnect
      other = connect
      other.subscribe('work', queue)
      assert_equal left, other.everything_until_now
    end
  end
end
