#include "app/application.h"
#include "app/views/translations.h"

#include <QApplication>

#include <cstdio>
#include <string>
#include <vector>

int main(int argc, char *argv[])
{
    auto arguments = app::ApplicationOptions::protectedArguments(argc, argv);
    std::vector<char *> pointers;
    for (std::string &argument : arguments) {
        pointers.push_back(argument.data());
    }
    int count = static_cast<int>(pointers.size());
    pointers.push_back(nullptr);
    QApplication program(count, pointers.data());
    QApplication::setApplicationName(QStringLiteral("maru"));
    QApplication::setApplicationDisplayName(QStringLiteral("Maru"));
    QApplication::setApplicationVersion(QStringLiteral(MARU_VERSION));
    QApplication::setDesktopFileName(QStringLiteral("org.maru.Chat"));
    app::Translations translations;
    translations.install(app::Translations::systemLocale());

    const auto options = app::ApplicationOptions::parse(QApplication::arguments());
    if (!options.error.isEmpty()) {
        std::fprintf(stderr, "maru: %s\n", qUtf8Printable(options.error));
        return 2;
    }
    if (!options.help.isEmpty()) {
        std::fputs(qUtf8Printable(options.help), stdout);
        return 0;
    }
    if (const QString language = app::Settings(options.profile).language(); !language.isEmpty()) {
        translations.remove();
        translations.install(QLocale(language));
    }
    // The program ends when the application has finished, not with its last window.
    QApplication::setQuitOnLastWindowClosed(false);
    app::Application application(options);
    if (application.isProfileTaken() && application.handOver()) {
        return 0;
    }
    if (application.isProfileTaken()) {
        std::fprintf(stderr,
            "maru: %s is in use by another Maru; give this one its own --profile\n",
            qUtf8Printable(application.profileDirectory()));
        return 4;
    }
    QObject::connect(&application, &app::Application::finished, &program, &QCoreApplication::quit,
        Qt::QueuedConnection);
    application.start();
    return QApplication::exec();
}
