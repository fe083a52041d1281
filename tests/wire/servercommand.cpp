#include "tests/wire/servercommand.h"

#include <QFile>

using namespace Qt::StringLiterals;

namespace wire {
namespace {

QString write(const QTemporaryDir &folder, const QString &name, const QByteArray &content)
{
    QFile file(folder.filePath(name));
    if (file.open(QIODevice::WriteOnly))
        file.write(content);
    return file.fileName();
}

} // namespace

QStringList serverArguments(
    const ServerSettings &settings, const QString &name, const QTemporaryDir &folder)
{
    QStringList arguments{u"--workers"_s, u"1"_s, u"--tcp"_s, u"127.0.0.1:0"_s};
    arguments << u"--config"_s << write(folder, name + u".toml"_s, "[limits]\n" + settings.limits);
    if (!settings.passcode.isEmpty()) {
        arguments << u"--password-file"_s
                  << write(folder, name + u".passcode"_s, settings.passcode);
    }
    return arguments + settings.options;
}

} // namespace wire
