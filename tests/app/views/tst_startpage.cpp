#include "app/views/serverrow.h"
#include "app/views/startpage.h"
#include "app/views/theme.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace app;

class StartPageTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<StartPage> m_page;

    QPushButton *button(const QString &text)
    {
        for (QPushButton *found : m_page->findChildren<QPushButton *>()) {
            if (found->text() == text) {
                return found;
            }
        }
        return nullptr;
    }
    // Those that are listed, by what they are called.
    ServerRow *row(const QString &name)
    {
        for (ServerRow *found : m_page->findChildren<ServerRow *>()) {
            if (!found->isHidden() && found->accessibleName() == name) {
                return found;
            }
        }
        return nullptr;
    }
    static FoundHost host(const char *address, const QString &name, int people = 1)
    {
        return {QUrl(QStringLiteral("ws://%1:7666/ws-connect").arg(QLatin1StringView(address))),
            name, people, false};
    }
    QLineEdit *field(const QString &name)
    {
        for (QLineEdit *found : m_page->findChildren<QLineEdit *>()) {
            if (found->accessibleName() == name) {
                return found;
            }
        }
        return nullptr;
    }
    bool isShown(const QString &text)
    {
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text() == text) {
                return true;
            }
        }
        return false;
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_page = std::make_unique<StartPage>(m_theme.get());
        m_page->setName(QStringLiteral("Ann"));
        m_page->resize(1000, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    }

    void aNameIsNeeded()
    {
        QVERIFY(button(QStringLiteral("Host a room"))->isEnabled());
        m_page->setName(QStringLiteral("   "));
        QVERIFY(!button(QStringLiteral("Host a room"))->isEnabled());
    }

    void hostingTakesNameAndPasscode()
    {
        QSignalSpy requested(m_page.get(), &StartPage::hostRequested);
        field(QStringLiteral("Passcode for joining, optional"))->setText(QStringLiteral("secret"));
        QTest::mouseClick(button(QStringLiteral("Host a room")), Qt::LeftButton);
        QCOMPARE(
            requested.first(), (QList<QVariant>{QStringLiteral("Ann"), QStringLiteral("secret")}));
    }

    void joiningTakesAnAddress_data()
    {
        QTest::addColumn<QString>("address");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("ip") << QStringLiteral("192.168.1.20") << true;
        QTest::newRow("host and port") << QStringLiteral("host:8000") << true;
        QTest::newRow("ws") << QStringLiteral("ws://host:7666/ws-connect") << true;
        QTest::newRow("blanks around") << QStringLiteral("  192.168.1.20 ") << true;
        QTest::newRow("other scheme") << QStringLiteral("ftp://host") << false;
        QTest::newRow("port") << QStringLiteral("host:99999") << false;
    }

    void joiningTakesAnAddress()
    {
        QFETCH(QString, address);
        QFETCH(bool, isGood);
        QSignalSpy requested(m_page.get(), &StartPage::joinRequested);
        QVERIFY(!button(QStringLiteral("Join"))->isEnabled());
        field(QStringLiteral("Address"))->setText(address);
        QTest::keyClick(field(QStringLiteral("Address")), Qt::Key_Return);
        QCOMPARE(requested.count() == 1, isGood);
        bool hasTrouble = false;
        for (const QLabel *label : m_page->findChildren<QLabel *>()) {
            hasTrouble = hasTrouble
                || (label->isVisible()
                    && label->property("role").toString() == QStringLiteral("trouble"));
        }
        QCOMPARE(hasTrouble, !isGood);
    }

    void thePasscodeIsAskedWhenNeeded()
    {
        QLineEdit *passcode = field(QStringLiteral("Passcode"));
        QVERIFY(!passcode->isVisible());
        m_page->askPasscode(QStringLiteral("This server asks for a passcode."));
        QVERIFY(passcode->isVisible());
        QVERIFY(isShown(QStringLiteral("This server asks for a passcode.")));
        QSignalSpy requested(m_page.get(), &StartPage::joinRequested);
        m_page->setAddress(QStringLiteral("host"));
        passcode->setText(QStringLiteral("abc"));
        QTest::keyClick(passcode, Qt::Key_Return);
        QCOMPARE(requested.first().last().toString(), QStringLiteral("abc"));
    }

    void whileBusyNothingCanBeStartedButCancelled()
    {
        m_page->setAddress(QStringLiteral("host"));
        m_page->setBusy(QStringLiteral("Joining host…"));
        QVERIFY(isShown(QStringLiteral("Joining host…")));
        QVERIFY(!button(QStringLiteral("Join"))->isEnabled());
        QVERIFY(!button(QStringLiteral("Host a room"))->isEnabled());
        QSignalSpy cancelled(m_page.get(), &StartPage::cancelRequested);
        QTest::mouseClick(button(QStringLiteral("Cancel")), Qt::LeftButton);
        QCOMPARE(cancelled.count(), 1);
        m_page->setBusy({});
        QVERIFY(button(QStringLiteral("Join"))->isEnabled());
    }

    void aRecentServerIsOneClickAway()
    {
        m_page->setRecentServers({{QUrl(QStringLiteral("ws://192.168.1.20:7666/ws-connect")),
            QStringLiteral("Ann"), QDateTime::currentDateTime()}});
        QSignalSpy requested(m_page.get(), &StartPage::joinRequested);
        ServerRow *recent = row(QStringLiteral("192.168.1.20, as Ann"));
        QVERIFY(recent);
        QTest::mouseClick(recent, Qt::LeftButton);
        QCOMPARE(requested.first().at(1).toString(), QStringLiteral("192.168.1.20"));
    }

    void aRecentServerSaysWhetherItIsThere()
    {
        const QUrl url(QStringLiteral("ws://192.168.1.20:7666/ws-connect"));
        m_page->setRecentServers({{url, QStringLiteral("Ann"), QDateTime::currentDateTime()}});
        QVERIFY(row(QStringLiteral("192.168.1.20, as Ann")));
        using Life = ServerState::Life;
        m_page->setServerState(url, {Life::Live, 3});
        QVERIFY(row(QStringLiteral("192.168.1.20, as Ann · 3 person(s) there now")));
        QVERIFY(
            row(QStringLiteral("192.168.1.20, as Ann · 3 person(s) there now"))->entry().isLive);
        m_page->setServerState(url, {Life::Live, 0});
        QVERIFY(row(QStringLiteral("192.168.1.20, as Ann · nobody there")));
        m_page->setServerState(url, {Life::Live, {}});
        QVERIFY(row(QStringLiteral("192.168.1.20, as Ann · there now")));
        m_page->setServerState(url, {Life::Silent, {}});
        QVERIFY(row(QStringLiteral("192.168.1.20, as Ann · not reachable")));
    }

    void aServerOfThisNetworkIsOneClickAwayAndSaidToBeAClaim()
    {
        QVERIFY(isShown(QStringLiteral(
            "Nobody hosts here at the moment. Rooms on your network appear by themselves.")));
        FoundHost locked = host("192.168.1.30", QStringLiteral("Ben"), 3);
        locked.asksPasscode = true;
        m_page->setFoundHosts({host("192.168.1.20", QStringLiteral("Ann")), locked}, false);
        QVERIFY(isShown(QStringLiteral("These are names that servers give themselves. Whose they "
                                       "are you know once you have joined.")));
        // without the translation that knows plurals
        QVERIFY(row(QStringLiteral("Ann, 192.168.1.20 · 1 person(s)")));
        QSignalSpy requested(m_page.get(), &StartPage::joinRequested);
        QTest::mouseClick(
            row(QStringLiteral("Ben, 192.168.1.30 · 3 person(s) · asks for a passcode")),
            Qt::LeftButton);
        QCOMPARE(requested.first().at(1).toString(), QStringLiteral("192.168.1.30"));
    }

    void aRowThatStaysKeepsItsPlaceAndTheKeys()
    {
        m_page->setFoundHosts({host("192.168.1.20", QStringLiteral("Ann")),
                                  host("192.168.1.30", QStringLiteral("Ben"))},
            false);
        ServerRow *ben = row(QStringLiteral("Ben, 192.168.1.30 · 1 person(s)"));
        ben->setFocus();
        m_page->setFoundHosts({host("192.168.1.30", QStringLiteral("Ben"), 2),
                                  host("192.168.1.40", QStringLiteral("Chris"))},
            false);
        QCOMPARE(row(QStringLiteral("Ben, 192.168.1.30 · 2 person(s)")), ben);
        QVERIFY(ben->hasFocus());
        QVERIFY(!row(QStringLiteral("Ann, 192.168.1.20 · 1 person(s)")));
        QVERIFY(row(QStringLiteral("Chris, 192.168.1.40 · 1 person(s)")));
    }

    void whileBusyAListedServerIsNotJoined()
    {
        m_page->setFoundHosts({host("192.168.1.20", QStringLiteral("Ann"))}, false);
        m_page->setAddress(QStringLiteral("host"));
        m_page->setBusy(QStringLiteral("Joining host…"));
        QSignalSpy requested(m_page.get(), &StartPage::joinRequested);
        QTest::mouseClick(row(QStringLiteral("Ann, 192.168.1.20 · 1 person(s)")), Qt::LeftButton);
        QCOMPARE(requested.count(), 0);
        QCOMPARE(field(QStringLiteral("Address"))->text(), QStringLiteral("host"));
    }

    void markupInANameIsShownAsItIs()
    {
        m_page->setFoundHosts(
            {host("192.168.1.20", QStringLiteral("<b>Ann</b> <img src='x'>"))}, false);
        QVERIFY(row(QStringLiteral("<b>Ann</b> <img src='x'>, 192.168.1.20 · 1 person(s)")));
    }

    void onlyWhatIsShownIsWatched()
    {
        QSignalSpy shown(m_page.get(), &StartPage::shownChanged);
        m_page->hide();
        m_page->show();
        QCOMPARE(shown, (QList<QList<QVariant>>{{false}, {true}}));
    }

    void everyControlHasAName()
    {
        for (const QLineEdit *line : m_page->findChildren<QLineEdit *>()) {
            QVERIFY(!line->accessibleName().isEmpty());
        }
    }
};

QTEST_MAIN(StartPageTest)
#include "tst_startpage.moc"
