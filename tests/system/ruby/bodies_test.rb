require_relative 'client'

class BodiesTest < ClientTest
  MEGABYTE = 1_048_576
  EVERY_BYTE = (0..255).to_a.pack('C*')

  def assert_comes_back(body)
    %w[topic queue].each do |kind|
      place = destination(kind)
      client = connect
      client.subscribe('echo', place)
      client.send(place, body)
      assert_equal body.b, client.receive.body.b
    end
  end

  {
    'with NUL in it' => "\0before\0\0after\0",
    'of every byte' => EVERY_BYTE,
    'that looks like frames' => "SEND\ndestination:/topic/a\n\nhello\0\n\nMESSAGE\n\n\0",
    'in Korean' => '밥은 먹었어? 🍚 ünïcödé',
    'of a megabyte of text' => '가나다 ' * (MEGABYTE / 10),
    'of a megabyte of bytes' => EVERY_BYTE * (MEGABYTE / 256)
  }.each do |name, body|
    in_versions("one #{name} comes back") { assert_comes_back(body) }
  end
end
