use strict;
use warnings;
use utf8;
use Encode 'encode_utf8';
use Test::More;
use Client;

use constant MEGABYTE => 1_048_576;

my $every_byte = pack 'C*', 0 .. 255;
my %bodies = (
    'with NUL in it'          => "\0before\0\0after\0",
    'of every byte'           => $every_byte,
    'that looks like frames'  => "SEND\ndestination:/topic/a\n\nhello\0\n\nMESSAGE\n\n\0",
    'in Korean'               => encode_utf8('밥은 먹었어? 🍚 ünïcödé'),
    'of a megabyte of text'   => encode_utf8('가나다 ') x (MEGABYTE / 10),
    'of a megabyte of bytes'  => $every_byte x (MEGABYTE / 256),
);

for my $name (sort keys %bodies) {
    my $body = $bodies{$name};
    Client::in_versions "one $name comes back" => sub {
        my $client = Client->new($_[0]);
        for my $kind (qw(topic queue)) {
            my $place = Client::destination($kind);
            $client->subscribe($place => $place);
            $client->send($place, $body, bytes_message => 1);    # with a content-length
            ok $client->receive->body eq $body, "from a $kind";
        }
        $client->leave;
    };
}

done_testing;
