require_relative 'client'

class HeadersTest < ClientTest
  # What a version can say in a header.
  {
    'in Korean' => ['안녕하세요 🍚', %w[1.0 1.1 1.2]],
    'with a colon' => ['a:b::c', %w[1.0 1.1 1.2]],
    'with a line end' => ["first line\nsecond line\n", %w[1.1 1.2]],
    'with backslashes' => ['C:\\temp\\ann', %w[1.1 1.2]],
    'with a return' => ["a\rb\r\nc", %w[1.2]]
  }.each do |name, (value, versions)|
    in_versions(*versions, "a value #{name} comes back") do
      topic = destination('topic')
      client = connect
      client.subscribe('echo', topic)
      client.send(topic, 'x', header: value)
      assert_equal value, client.receive.headers['header'].force_encoding('UTF-8')
    end
  end
end
