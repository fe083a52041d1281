use strict;
use warnings;
use utf8;
use Encode 'encode_utf8';
use Test::More;
use Client;

# Net::Stomp neither escapes nor unescapes: what it sends by hand comes back as it was.
my %values = (
    'in Korean'            => [encode_utf8('안녕하세요'),   ['none', '1.0', '1.1', '1.2']],
    'with a colon, raw'    => ['a:b::c',                    ['none', '1.0']],
    'with a colon'         => ['a\cb\c\cc',                 ['1.1', '1.2']],
    'with a line end'      => ['first line\nsecond line\n', ['1.1', '1.2']],
    'with backslashes'     => ['C:\\\\temp\\\\ann' =~ s/:/\\c/r, ['1.1', '1.2']],
    'with a return'        => ['a\rb\r\nc',                 ['1.2']],
);

for my $name (sort keys %values) {
    my ($value, $versions) = @{$values{$name}};
    Client::in_versions "a value $name comes back" => sub {
        my $client = Client->new($_[0]);
        my $topic  = Client::destination('topic');
        $client->subscribe(echo => $topic);
        $client->send($topic, 'x', header => $value);
        is $client->receive->headers->{header}, $value;
        $client->leave;
    }, @$versions;
}

done_testing;
