require 'openssl'
require_relative 'client'

class TlsTest < ClientTest
  # Connects with the host's name looked at, too: the gem does so by default.
  def connect_trusting(authority, passcode = ENV.fetch('MARU_PASSCODE'))
    connect(port: 'MARU_TLS_PORT', passcode: passcode, ssl: Stomp::SSLParams.new(ts_files: ENV.fetch(authority)))
  end

  in_versions 'a client that trusts the authority talks' do
    topic = destination('topic')
    client = connect_trusting('MARU_AUTHORITY')
    client.subscribe('echo', topic)
    client.send(topic, '비밀')
    assert_equal ['비밀'], client.receive_bodies(1)
  end

  in_versions 'a wrong passcode is refused' do
    client = connect_trusting('MARU_AUTHORITY', 'guess')
    assert_equal 'maru.session.authentication', client.connected['code']
    client.vanish
  end

  in_versions 'a client that trusts somebody else does not connect' do
    error = assert_raises(OpenSSL::SSL::SSLError) { connect_trusting('MARU_STRANGER') }
    assert_match(/certificate verify failed/, error.message)
  end
end
