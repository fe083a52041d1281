# A person at a Stomp::Connection (Debian's ruby-stomp), whose frames are waited for one by one.

require 'minitest/autorun'
require 'stomp'
require 'timeout'

PATIENCE = 30 # seconds to wait for a frame before a test fails

class Client
  attr_reader :connection

  # The connection ends when nobody can be trusted or the version is refused: `reliable` would try again for ever.
  def initialize(version, port: 'MARU_TCP_PORT', ssl: false, login: 'ann', passcode: login, **headers)
    versions = version == '1.0' ? {} : { 'accept-version': version, host: 'localhost' }
    @version = version
    @messages = []
    @number = 0
    @connection = Stomp::Connection.new(
      hosts: [{ login: login, passcode: passcode, host: 'localhost', port: Integer(ENV.fetch(port)), ssl: ssl }],
      reliable: false, connread_timeout: PATIENCE, parse_timeout: PATIENCE, connect_headers: versions.merge(headers))
  end

  def connected
    @connection.connection_frame.headers
  end

  def subscribe(id, destination, **headers)
    confirmed { |receipt| @connection.subscribe(destination, { id: id, receipt: receipt, **headers }) }
  end

  def unsubscribe(id, destination)
    confirmed { |receipt| @connection.unsubscribe(destination, { id: id, receipt: receipt }) }
  end

  # Returns the RECEIPT.
  def send(destination, body, **headers)
    confirmed { |receipt| @connection.publish(destination, body, { receipt: receipt, **headers }) }
  end

  def acknowledge(message, command = :ack, **headers)
    name = @version == '1.2' ? 'ack' : 'message-id'
    of = @version == '1.1' ? { subscription: message.headers['subscription'] } : {}
    confirmed do |receipt|
      @connection.public_send(command, message.headers[name], { receipt: receipt, **of, **headers })
    end
  end

  def begin_transaction(name)
    confirmed { |receipt| @connection.begin(name, { receipt: receipt }) }
  end

  def end_transaction(command, name)
    confirmed { |receipt| @connection.public_send(command, name, { receipt: receipt }) }
  end

  # Does something that asks for a receipt, and waits for it.
  def confirmed
    receipt = "receipt-#{@number += 1}"
    yield receipt
    frame = next_frame
    while frame.command == 'MESSAGE'
      @messages << frame
      frame = next_frame
    end
    raise "no #{receipt} but #{frame}" unless frame.command == 'RECEIPT' && frame.headers['receipt-id'] == receipt

    frame
  end

  def receive
    @messages.shift || next_frame
  end

  def receive_bodies(count)
    Array.new(count) { text(receive) }
  end

  # The bodies that were on their way: frames come in order, and a receipt asked for now is the last of them.
  def everything_until_now
    send('/topic/nobody', 'x')
    @messages.shift(@messages.size).map { |message| text(message) }
  end

  def disconnect
    @connection.disconnect(receipt: 'the last') if @connection.open?
  end

  # Ends without DISCONNECT.
  def vanish
    @connection.__send__(:close_socket)
  end

  private

  def next_frame
    Timeout.timeout(PATIENCE) { @connection.receive }
  end

  def text(message)
    message.body.dup.force_encoding('UTF-8')
  end
end

class ClientTest < Minitest::Test
  VERSIONS = %w[1.0 1.1 1.2].freeze
  @@number = 0

  # Defines the test once for each version.
  def self.in_versions(*versions, name, &test)
    versions = VERSIONS if versions.empty?
    versions.each do |version|
      define_method("test_#{name} (STOMP #{version})") do
        @version = version
        instance_eval(&test)
      end
    end
  end

  def setup
    @clients = []
  end

  def teardown
    @clients.each(&:disconnect)
  end

  def connect(**options)
    Client.new(@version, **options).tap { |client| @clients << client }
  end

  # One of its own, like /topic/ruby-7.
  def destination(kind)
    "/#{kind}/ruby-#{@@number += 1}"
  end
end
