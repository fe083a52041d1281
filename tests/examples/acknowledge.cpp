// Works off a queue: takes each message back to the server as done, or as not done.
#include "stomp/client.h"

#include <QCoreApplication>
#include <QDebug>

int main(int argc, char *argv[])
{
    QCoreApplication application(argc, argv);
    stomp::Client client;

    stomp::Subscription *jobs = client.subscribe(
        "/queue/jobs", {{"ack", stomp::toBytes(stomp::AckMode::ClientIndividual)}});
    QObject::connect(jobs, &stomp::Subscription::messageReceived, &application,
        [&client](const stomp::Frame &message, const stomp::Delivery &delivery) {
            // The headers are those of the version. A delivery may be kept for later; once its
            // connection is gone it is refused here, and the server gives the message again.
            const bool isDone = !message.body.isEmpty();
            const stomp::Result<void> told =
                isDone ? client.ack(delivery) : client.nack(delivery, {{"requeue", "false"}});
            if (!told)
                qInfo() << told.error().text;
        });

    stomp::ConnectOptions options;
    options.url = QUrl(application.arguments().value(1));
    client.activate(options);
    return application.exec();
}
