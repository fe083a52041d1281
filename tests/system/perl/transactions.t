use strict;
use warnings;
use Test::More;
use Client;

Client::in_versions 'nothing is seen before the commit and all after it in order' => sub {
    my ($version) = @_;
    my $topic = Client::destination('topic');
    my ($reader, $writer) = map { Client->new($version) } 1 .. 2;
    $reader->subscribe(news => $topic);
    $writer->transact(BEGIN => 't');
    $writer->send($topic, $_, transaction => 't') for qw(one two three);
    $writer->send($topic, 'outside');
    is_deeply [$reader->everything_until_now], ['outside'];
    $writer->transact(COMMIT => 't');
    is_deeply [$reader->receive_bodies(3)], [qw(one two three)];
    $_->leave for $reader, $writer;
};

Client::in_versions 'what was sent before an abort is never seen' => sub {
    my ($version) = @_;
    my $topic = Client::destination('topic');
    my ($reader, $writer) = map { Client->new($version) } 1 .. 2;
    $reader->subscribe(news => $topic);
    $writer->transact(BEGIN => 't');
    $writer->send($topic, 'regretted', transaction => 't');
    $writer->transact(ABORT => 't');
    $writer->send($topic, 'kept');
    is_deeply [$reader->everything_until_now], ['kept'];
    $_->leave for $reader, $writer;
};

# Net::Stomp's own way: it commits when the receipt of its SEND has come.
Client::in_versions 'a client that commits when its SEND is confirmed gets through' => sub {
    my ($version) = @_;
    my $topic = Client::destination('topic');
    my ($reader, $writer) = map { Client->new($version) } 1 .. 2;
    $reader->subscribe(news => $topic);
    ok $writer->stomp->send_transactional({destination => $topic, body => 'hello'});
    is_deeply [$reader->receive_bodies(1)], ['hello'];
    $_->leave for $reader, $writer;
};

my %left = (COMMIT => [], ABORT => ['task']);
for my $command (sort keys %left) {
    Client::in_versions "an acknowledgement waits for the end of its transaction, $command" => sub {
        my ($version) = @_;
        my $queue  = Client::destination('queue');
        my $reader = Client->new($version);
        $reader->subscribe(work => $queue, ack => 'client');
        $reader->send($queue, 'task');
        $reader->transact(BEGIN => 't');
        $reader->acknowledge($reader->receive, 'ack', transaction => 't');
        $reader->transact($command => 't');
        $reader->leave;
        my $other = Client->new($version);
        $other->subscribe(work => $queue);
        is_deeply [$other->everything_until_now], $left{$command};
        $other->leave;
    };
}

done_testing;
