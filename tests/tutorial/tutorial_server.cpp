// A chat in one file: how a program of your own serves STOMP with Maru's router. Prints its address
// and runs until its standard input ends.
#include "server/routing/application.h"
#include "server/server.h"

#include <QCoreApplication>

#include <cstdio>
#include <stdexcept>

using namespace server;

namespace {

// What a handler may throw.
struct NothingSaid : std::runtime_error {
    using std::runtime_error::runtime_error;
};

QString spoken(const QString &text)
{
    if (text.trimmed().isEmpty())
        throw NothingSaid("a message needs a text");
    return text;
}

void addRoutes(Application &app)
{
    // The first route: what was published to /publish/chat is sent on to everybody who subscribed
    // to /subscribe/chat. Neither prefix is part of the route.
    app.message<"/chat">([](Body<QString> text) { return spoken(*text); }).sendTo<"/chat">();

    // Rooms: an id in both destinations. A misspelt {chatRoomId} does not compile. Three rooms are
    // three destinations to subscribe to, and a person may subscribe to several.
    app.message<"/chat/{chatRoomId}">([](Path<"chatRoomId", int> room, Body<QString> text,
                                          Caller caller) -> stomp::BasicResult<QString, Problem> {
           if (*room < 1 || *room > 3)
               return Problem{"no-such-room", QStringLiteral("The rooms are 1, 2 and 3.")};
           return caller.name + QStringLiteral(": ") + spoken(*text);
       })
        .sendTo<"/chat/{chatRoomId}">();

    // Errors: what a handler throws becomes a problem, told to the sender on /user/queue/errors.
    app.problem<NothingSaid>([](const NothingSaid &error) {
        return Problem{"nothing-said", QString::fromUtf8(error.what())};
    });

    // Interceptors see a frame before any route does: room 3 is heard only by who gave a name.
    app.intercept<stomp::Command::Subscribe>([](const stomp::Frame &frame, const Caller &caller) {
        const bool isMeant = frame.header("destination") == "/subscribe/chat/3";
        return isMeant && caller.login.isEmpty()
            ? Verdict::reject({"not-allowed", QStringLiteral("Room 3 is not for the nameless.")})
            : Verdict::pass();
    });
}

// Two prefixes are all the configuration: SEND to the one is answered by the routes above, the
// other belongs to the broker in memory. The handshake goes to the endpoint; pages of other origins
// than the server's own may connect only when they are listed.
ServerOptions options()
{
    ServerOptions options;
    options.listen = {{QHostAddress(QHostAddress::LocalHost), 0}};
    options.prefixes = {"/publish", "/subscribe"};
    options.worker.handshake.endpoint = "/ws-connect";
    options.inMemory = true;
    return options;
}

std::unique_ptr<InboundHandler> makeApplication(const RoomsOptions &, LogSnapshot)
{
    auto app = std::make_unique<Application>();
    addRoutes(*app);
    return app;
}

} // namespace

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    Server server(options(), makeApplication);
    if (const auto started = server.start(); !started) {
        std::fprintf(stderr, "%s\n", qUtf8Printable(started.error().text));
        return started.error().exitCode;
    }
    std::printf("%s\n", server.urls().front().constData());
    std::fflush(stdout);
    while (std::getchar() != EOF) { }
    return 0;
}
