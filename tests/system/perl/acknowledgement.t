use strict;
use warnings;
use Test::More;
use Client;

# A queue, and a reader who has got one, two and three from it and has acknowledged none of them.
sub read_three_messages {
    my ($version, $mode) = @_;
    my $queue  = Client::destination('queue');
    my $reader = Client->new($version);
    $reader->send($queue, $_) for qw(one two three);
    $reader->subscribe(work => $queue, ack => $mode);
    return ($queue, $reader, map { $reader->receive } 1 .. 3);
}

sub redelivered_ok {
    my ($message, $body) = @_;
    return is_deeply [$message->body, $message->headers->{redelivered}], [$body, 'true'], "$body comes again";
}

# Another reader gets these, marked as redelivered, and nothing else.
sub delivered_again_ok {
    my ($version, $queue, @bodies) = @_;
    my $other = Client->new($version);
    $other->subscribe(work => $queue);
    redelivered_ok($other->receive, $_) for @bodies;
    is_deeply [$other->everything_until_now], [], 'and nothing else';
    $other->leave;
    return;
}

Client::in_versions 'one covers all messages before it' => sub {
    my ($version) = @_;
    my ($queue, $reader, @messages) = read_three_messages($version, 'client');
    $reader->acknowledge($messages[1], 'ack');
    $reader->leave;
    delivered_again_ok($version, $queue, 'three');
};

for my $end (qw(leave vanish)) {
    Client::in_versions "without one all come again in order, after $end" => sub {
        my ($version) = @_;
        my ($queue, $reader) = read_three_messages($version, 'client');
        $reader->$end;
        delivered_again_ok($version, $queue, qw(one two three));
    };
}

Client::in_versions 'an individual one covers no other message' => sub {
    my ($version) = @_;
    my ($queue, $reader, @messages) = read_three_messages($version, 'client-individual');
    $reader->acknowledge($messages[1], 'ack');
    $reader->leave;
    delivered_again_ok($version, $queue, qw(one three));
}, '1.1', '1.2';

Client::in_versions 'a refused message comes again to the same reader if there is no other' => sub {
    my ($version) = @_;
    my ($queue, $reader, @messages) = read_three_messages($version, 'client-individual');
    $reader->acknowledge($messages[1], 'nack');
    my $again = $reader->receive;
    redelivered_ok($again, 'two');
    $reader->acknowledge($again, 'ack');
    $reader->leave;
    delivered_again_ok($version, $queue, qw(one three));
}, '1.1', '1.2';

done_testing;
