package Client;

# A person at a Net::Stomp client (Debian's libnet-stomp-perl), whose frames are waited for one by one. Net::Stomp
# speaks the version that CONNECT asks for, and leaves escapes and the headers of ACK to its user.

use strict;
use warnings;
use Net::Stomp;
use Test::More;

use constant PATIENCE => 30;    # seconds to wait for a frame before a test fails

my $number = 0;

# A destination of its own, like /topic/perl-7-1.
sub destination {
    my ($kind) = @_;
    return "/$kind/perl-$$-" . ++$number;
}

# Runs the test once for each version, and once as Net::Stomp connects by itself: without a word of versions.
sub in_versions {
    my ($name, $test, @versions) = @_;
    for my $version (@versions ? @versions : ('none', '1.0', '1.1', '1.2')) {
        subtest "$name (STOMP $version)" => sub { $test->($version) };
    }
    return;
}

sub new {
    my ($class, $version, %headers) = @_;
    my $stomp = Net::Stomp->new({hostname => 'localhost', port => $ENV{MARU_TCP_PORT}, timeout => PATIENCE});
    my %versions = $version eq 'none' ? () : ('accept-version' => $version, host => 'localhost');
    my $connected = $stomp->connect({login => 'ann', passcode => 'ann', %versions, %headers});
    return bless {stomp => $stomp, connected => $connected, version => $version, messages => []}, $class;
}

sub stomp     { return $_[0]{stomp} }
sub connected { return $_[0]{connected}->headers }

sub subscribe {
    my ($self, $id, $destination, %headers) = @_;
    return $self->confirmed(
        sub { $self->stomp->subscribe({id => $id, destination => $destination, receipt => $_[0], %headers}) });
}

sub unsubscribe {
    my ($self, $id) = @_;
    return $self->confirmed(sub { $self->stomp->unsubscribe({id => $id, receipt => $_[0]}) });
}

# Returns the RECEIPT. The body is bytes.
sub send {
    my ($self, $destination, $body, %headers) = @_;
    return $self->confirmed(
        sub { $self->stomp->send({destination => $destination, body => $body, receipt => $_[0], %headers}) });
}

sub acknowledge {
    my ($self, $message, $command, %headers) = @_;
    my $of = $message->headers;
    my %names = (
        '1.1' => {subscription => $of->{subscription}},
        '1.2' => {id           => $of->{ack}},
    );
    my $names = $names{$self->{version}} // {};
    return $self->confirmed(
        sub { $self->stomp->$command({frame => $message, receipt => $_[0], %$names, %headers}) });
}

# BEGIN, COMMIT and ABORT, for which Net::Stomp has no method of their own.
sub transact {
    my ($self, $command, $transaction) = @_;
    return $self->confirmed(sub {
        $self->stomp->send_frame(Net::Stomp::Frame->new(
            {command => $command, headers => {transaction => $transaction, receipt => $_[0]}}));
    });
}

# Does something that asks for a receipt, and waits for it.
sub confirmed {
    my ($self, $act) = @_;
    my $receipt = 'receipt-' . ++$number;
    $act->($receipt);
    while (my $frame = $self->stomp->receive_frame) {
        if ($frame->command eq 'MESSAGE') {
            push @{$self->{messages}}, $frame;
            next;
        }
        return $frame if $frame->command eq 'RECEIPT' && $frame->headers->{'receipt-id'} eq $receipt;
        die "no $receipt but " . $frame->as_string;
    }
    die "no $receipt but an end";
}

sub receive {
    my ($self) = @_;
    return shift @{$self->{messages}} // $self->stomp->receive_frame // die 'no message';
}

sub receive_bodies {
    my ($self, $count) = @_;
    return map { $self->receive->body } 1 .. $count;
}

# The bodies that were on their way: frames come in order, and a receipt asked for now is the last of them.
sub everything_until_now {
    my ($self) = @_;
    $self->send('/topic/nobody', 'x');
    return map { $_->body } splice @{$self->{messages}};
}

sub leave {
    my ($self) = @_;
    $self->stomp->disconnect;
    return;
}

# Ends without DISCONNECT.
sub vanish {
    my ($self) = @_;
    $self->stomp->socket->close;
    return;
}

1;
