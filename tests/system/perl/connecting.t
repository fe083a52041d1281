use strict;
use warnings;
use Test::More;
use Client;

my %spoken = (none => '1.0', '1.0' => '1.0', '1.1' => '1.1', '1.2' => '1.2');

Client::in_versions 'the version asked for is spoken' => sub {
    my ($version) = @_;
    my $client = Client->new($version);
    is $client->connected->{version}, $spoken{$version};
    ok $client->connected->{session};
    $client->leave;
};

Client::in_versions 'an open server takes any login' => sub {
    my $client = Client->new($_[0], login => 'guest', passcode => 'guest');
    like $client->connected->{name}, qr/^guest(?: \d+)?\z/; # a number while the one before is still leaving
    $client->leave;
};

Client::in_versions 'a frame that breaks a rule is answered with the reason and an end' => sub {
    my $client = Client->new($_[0]);
    eval { $client->transact('COMMIT', 'never begun') };
    like $@, qr/code:maru\.transaction\.unknown/;
    is $client->stomp->receive_frame, undef;
};

done_testing;
