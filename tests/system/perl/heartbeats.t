use strict;
use warnings;
use Socket 'MSG_PEEK';
use Test::More;
use Time::HiRes qw(sleep time);
use Client;

use constant BEATS => 5;

# Net::Stomp sends no beats, and skips those that it finds before a frame.
Client::in_versions 'a frame is found behind beats' => sub {
    my $client = Client->new($_[0], 'heart-beat' => '0,100');
    like $client->connected->{'heart-beat'}, qr/^100,/;
    my $deadline = time + Client::PATIENCE;
    my $beats    = '';
    while (length $beats < BEATS && time < $deadline) {
        recv $client->stomp->socket, $beats, BEATS, MSG_PEEK;
        sleep 0.02;
    }
    is $beats, "\n" x BEATS;
    ok $client->send('/topic/nobody', 'still here');
    $client->leave;
}, '1.1', '1.2';

Client::in_versions 'a client that promised beats and sends none is told so and left' => sub {
    my $client = Client->new($_[0], 'heart-beat' => '200,0');
    my $frame  = $client->stomp->receive_frame;
    is $frame && $frame->command, 'ERROR';
    is $client->stomp->receive_frame, undef;
}, '1.1', '1.2';

done_testing;
