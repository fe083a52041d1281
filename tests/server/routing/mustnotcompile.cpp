// Mistakes in routes, one at a time; each must be refused by the compiler with its sentence.
#include "server/routing/application.h"

using namespace server;

struct Anything { };

void addRoutes(Application &app)
{
#if defined(CONTROL) // compiles: the frame around the mistakes is right
    app.message<"/chat/{room}">([](Path<"room", QByteArray> room) { return *room; })
        .sendTo<"/chat/{room}">();
#elif defined(UNKNOWN_VARIABLE)
    app.message<"/chat/{room}">([](Path<"rom", QByteArray>) {});
#elif defined(UNKNOWN_TARGET_VARIABLE)
    app.message<"/chat/{room}">([] { return QByteArray(); }).sendTo<"/chat/{rom}">();
#elif defined(MALFORMED_ROUTE)
    app.message<"/chat/{room">([] {});
#elif defined(MALFORMED_TARGET)
    app.message<"/chat">([] { return QByteArray(); }).sendTo<"chat">();
#elif defined(UNKNOWN_PARAMETER)
    app.message<"/chat">([](Anything) {});
#elif defined(AUTO_PARAMETER)
    app.message<"/chat">([](auto) {});
#elif defined(BODY_WITHOUT_DECODER)
    app.message<"/chat">([](Body<Anything>) {});
#elif defined(PATH_WITHOUT_CONVERSION)
    app.message<"/chat/{room}">([](Path<"room", Anything>) {});
#elif defined(NO_TARGET)
    app.message<"/chat">([] { return QByteArray(); });
#elif defined(INTERCEPTED_COMMAND)
    app.intercept<stomp::Command::Connect>(
        [](const stomp::Frame &, Caller) { return Verdict::pass(); });
#elif defined(VALUE_OF_UNSUBSCRIBE)
    app.unsubscribe<"/chat">([] { return QByteArray(); });
#endif
}
