use strict;
use warnings;
use utf8;
use Encode 'encode_utf8';
use JSON::PP 'decode_json';
use Test::More;
use Client;

Client::in_versions 'everybody subscribed to a topic gets what is sent there' => sub {
    my ($version) = @_;
    my $topic   = Client::destination('topic');
    my @readers = map { Client->new($version) } 1 .. 2;
    $_->subscribe(news => $topic) for @readers;
    my $writer = Client->new($version);
    $writer->send($topic, 'hello', 'content-type' => 'text/plain', colour => 'blue');
    for my $reader (@readers) {
        my $message = $reader->receive;
        my $headers = $message->headers;
        is $message->body, 'hello';
        is_deeply [@$headers{qw(subscription destination content-type colour)}],
            ['news', $topic, 'text/plain', 'blue'];
    }
    $_->leave for @readers, $writer;
};

Client::in_versions 'a queue keeps messages in order until somebody reads' => sub {
    my ($version) = @_;
    my $queue  = Client::destination('queue');
    my $writer = Client->new($version);
    $writer->send($queue, $_) for qw(one two three);
    my $reader = Client->new($version);
    $reader->subscribe(work => $queue);
    is_deeply [$reader->receive_bodies(3)], [qw(one two three)];
    $_->leave for $writer, $reader;
};

Client::in_versions 'after an unsubscribe nothing comes' => sub {
    my ($version) = @_;
    my $topic = Client::destination('topic');
    my ($reader, $writer) = map { Client->new($version) } 1 .. 2;
    $reader->subscribe(news => $topic);
    $reader->unsubscribe('news');
    $writer->send($topic, 'too late');
    is_deeply [$reader->everything_until_now], [];
    $_->leave for $writer, $reader;
};

Client::in_versions 'a room is spoken in and listened to' => sub {
    my $client = Client->new($_[0]);
    my $room   = Client::destination('chat');
    $client->subscribe(room => "/subscribe$room");
    my $receipt = $client->send("/publish$room", encode_utf8('안녕하세요, 여러분'));
    my $entry   = decode_json($client->receive->body);
    is $entry->{text}, '안녕하세요, 여러분';
    is $receipt->headers->{seq}, 1;
    $client->leave;
};

done_testing;
