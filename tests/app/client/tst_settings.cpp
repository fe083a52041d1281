#include "app/client/roomid.h"
#include "app/client/settings.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using app::Settings;

class TestSettings : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatPeopleChooseIsKept()
    {
        QTemporaryDir directory;
        {
            app::Settings settings(directory.path());
            QVERIFY(settings.isAnnounced());
            QCOMPARE(settings.notificationRule(), app::NotificationRule::All);
            QVERIFY(settings.showsNotificationText());
            QVERIFY(settings.language().isEmpty());
            settings.setAnnounced(false);
            settings.setNotificationRule(app::NotificationRule::Nothing);
            settings.setShowsNotificationText(false);
            settings.setLanguage(QStringLiteral("ko"));
        }
        const app::Settings settings(directory.path());
        QVERIFY(!settings.isAnnounced());
        QCOMPARE(settings.notificationRule(), app::NotificationRule::Nothing);
        QVERIFY(!settings.showsNotificationText());
        QCOMPARE(settings.language(), QStringLiteral("ko"));
    }

    void whatWasRememberedIsThereAgain()
    {
        QTemporaryDir directory;
        QByteArray secret;
        {
            Settings settings(directory.path());
            settings.setName(u"안나"_s);
            settings.rememberServer({QUrl(u"ws://a:7666"_s), u"Ann"_s, {}});
            settings.rememberServer({QUrl(u"ws://b:7666"_s), u"Ann"_s, {}});
            settings.rememberServer({QUrl(u"ws://a:7666"_s), u"Anna"_s, {}});
            settings.setLastRoom(u"a:7666/ws"_s, "general");
            secret = settings.personSecret(u"a:7666/ws"_s);
        }
        Settings settings(directory.path());
        QCOMPARE(settings.name(), u"안나"_s);
        QCOMPARE(settings.recentServers().size(), 2U);
        QCOMPARE(settings.recentServers()[0].name, u"Anna"_s);
        QCOMPARE(settings.recentServers()[1].url, QUrl(u"ws://b:7666"_s));
        QCOMPARE(settings.lastRoom(u"a:7666/ws"_s), QByteArray("general"));
        QCOMPARE(settings.personSecret(u"a:7666/ws"_s), secret);
        settings.forgetServer(QUrl(u"ws://a:7666"_s));
        QCOMPARE(settings.recentServers().size(), 1U);
    }

    void theLooksAreToldWhenTheyChange()
    {
        QTemporaryDir directory;
        {
            Settings settings(directory.path());
            QCOMPARE(settings.zoom(), 100);
            QVERIFY(!settings.isDense());
            QSignalSpy changed(&settings, &Settings::looksChanged);
            settings.setZoom(125);
            settings.setDense(true);
            settings.setTheme(u"high-contrast"_s);
            settings.setZoom(125);
            QCOMPARE(changed.count(), 3);
        }
        const Settings settings(directory.path());
        QCOMPARE(settings.zoom(), 125);
        QVERIFY(settings.isDense());
        QCOMPARE(settings.theme(), u"high-contrast"_s);
    }

    void eachServerHasASecretOfItsOwn()
    {
        QTemporaryDir directory;
        Settings settings(directory.path());
        const QByteArray secret = settings.personSecret(u"a"_s);
        QCOMPARE(secret.size(), 43); // 32 bytes in base64url
        QVERIFY(settings.personSecret(u"b"_s) != secret);
    }

    void aTrustedCertificateIsRememberedOfItsServerUntilItIsForgotten()
    {
        QTemporaryDir directory;
        const app::TrustedCertificate trusted{QByteArray(32, '\xfe'), QByteArray(32, '\x01'),
            QDateTime(QDate(2026, 11, 22), QTime(14, 30))};
        {
            Settings settings(directory.path());
            QVERIFY(!settings.trustedCertificate(u"a:443/ws"_s));
            settings.setTrustedCertificate(u"a:443/ws"_s, trusted);
        }
        Settings settings(directory.path());
        QCOMPARE(settings.trustedCertificate(u"a:443/ws"_s), std::optional(trusted));
        QVERIFY(!settings.trustedCertificate(u"b:443/ws"_s));
        settings.forgetCertificate(u"a:443/ws"_s);
        QVERIFY(!settings.trustedCertificate(u"a:443/ws"_s));
        QVERIFY(!Settings(directory.path()).trustedCertificate(u"a:443/ws"_s));
    }

    // Otherwise whoever damages it would be asked about like a stranger.
    void aDamagedCertificateMatchesNone()
    {
        QTemporaryDir directory;
        {
            Settings settings(directory.path());
            settings.setTrustedCertificate(u"a"_s, {"", "", {}});
        }
        const auto damaged = Settings(directory.path()).trustedCertificate(u"a"_s);
        QVERIFY(damaged);
        QVERIFY(!damaged->publicKey.isEmpty());
    }

    void nobodyElseCanReadTheFile()
    {
        QTemporaryDir directory;
        Settings settings(directory.path());
        settings.personSecret(u"a"_s);
        const auto others =
            QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        QVERIFY(!(QFile::permissions(directory.filePath(u"maru.ini"_s)) & others));
        QFile file(directory.filePath(u"maru.ini"_s));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains("secrets"));
    }

    void aRoomGetsAnIdFromItsName()
    {
        QCOMPARE(app::makeRoomId(u"Project X: plans!"_s, {}), QByteArray("project-x-plans"));
        QCOMPARE(app::makeRoomId(u"Lobby"_s, {"lobby", "lobby-2"}), QByteArray("lobby-3"));
        QVERIFY(app::makeRoomId(u"회의실"_s, {}).startsWith("room-"));
        QVERIFY(app::makeRoomId(u"!!!"_s, {}).startsWith("room-"));
        QVERIFY(app::makeRoomId(QString(200, u'a'), {}).size() <= 64);
    }
};

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
