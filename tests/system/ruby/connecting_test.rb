require_relative 'client'

class ConnectingTest < ClientTest
  in_versions 'the version asked for is spoken' do
    client = connect
    assert_equal @version, client.connection.protocol
    assert_equal @version, client.connected['version']
  end

  in_versions 'an open server takes any login' do
    assert_equal 'guest', connect(login: 'guest').connected['name']
  end

  in_versions 'a disconnect is confirmed' do
    client = connect
    client.disconnect
    assert_equal 'the last', client.connection.disconnect_receipt.headers['receipt-id']
  end

  in_versions 'a frame that breaks a rule is answered with the reason and an end' do
    client = connect
    client.connection.commit('never begun')
    error = client.receive
    assert_equal %w[ERROR maru.transaction.unknown], [error.command, error.headers['code']]
    assert_output(nil, /broker sent EOF/) { assert_nil client.receive }
  end

  def test_the_highest_version_of_several_is_taken
    client = Client.new('1.0,1.1,1.2')
    assert_equal '1.2', client.connection.protocol
    client.disconnect
  end
end
