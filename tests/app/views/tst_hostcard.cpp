#include "app/client/serveraddress.h"
#include "app/delegates/qrcode.h"
#include "app/views/copybutton.h"
#include "app/views/hostcard.h"
#include "app/views/theme.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace app;

namespace {

HostAddress address(const QString &address, int port = 7666)
{
    return {address, u"wlan0"_s, HostAddress::Kind::Lan,
        QUrl(u"ws://%1:%2/ws-connect"_s.arg(address).arg(port))};
}

} // namespace

class HostCardTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<HostCard> m_card;

    // Of those that are shown, by what they are called.
    QPushButton *button(const QString &name)
    {
        for (QPushButton *found : m_card->findChildren<QPushButton *>()) {
            if (!found->isHidden() && (found->accessibleName() == name || found->text() == name)) {
                return found;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_card = std::make_unique<HostCard>(m_theme.get());
        m_card->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_card.get()));
    }
    void cleanup() { m_card.reset(); }

    void addressesAndPasscodeAreCopied()
    {
        m_card->setAddresses({address(u"192.168.1.20"_s), address(u"10.0.0.5"_s)});
        m_card->setPasscode(u"open sesame"_s);
        QPushButton *copy = button(u"Copy the address 192.168.1.20"_s);
        copy->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"192.168.1.20"_s);
        QCOMPARE(copy->text(), u"Copied"_s);
        QTRY_COMPARE_WITH_TIMEOUT(copy->text(), u"Copy"_s, 10'000);
        button(u"Copy the passcode"_s)->click();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"open sesame"_s);
    }

    void theLinkLeadsToTheLikeliestAddressWithThePasscode()
    {
        m_card->setAddresses({address(u"192.168.1.20"_s, 7667), address(u"10.0.0.5"_s)});
        button(u"Copy the link"_s)->click();
        auto link = ServerAddress::parse(QGuiApplication::clipboard()->text());
        QVERIFY(link.hasValue());
        QCOMPARE(link->url, QUrl(u"ws://192.168.1.20:7667/ws-connect"_s));
        QVERIFY(link->passcode.isEmpty());
        m_card->setPasscode(u"a&b"_s);
        button(u"Copy the link"_s)->click();
        link = ServerAddress::parse(QGuiApplication::clipboard()->text());
        QCOMPARE(link->passcode, u"a&b"_s);
    }

    void withoutAnAddressThereIsNoLink()
    {
        m_card->setAddresses({address(u"192.168.1.20"_s)});
        QVERIFY(button(u"Copy the link"_s)->isVisible());
        m_card->setAddresses({});
        QVERIFY(!button(u"Copy the link"_s)->isVisible());
    }

    void addressesAreAskedForWhileItIsOpenAndNothingMovesWithoutNeed()
    {
        QSignalSpy wanted(m_card.get(), &HostCard::addressesWanted);
        QTRY_COMPARE_WITH_TIMEOUT(wanted.count(), 1, 10'000);
        m_card->setAddresses({address(u"192.168.1.20"_s, 41234)});
        const QPushButton *copy = button(u"Copy the address 192.168.1.20:41234"_s);
        QVERIFY(copy);
        m_card->setAddresses({address(u"192.168.1.20"_s, 41234)});
        QCOMPARE(button(u"Copy the address 192.168.1.20:41234"_s), copy);
    }

    void aGuestIsRemovedForATime()
    {
        m_card->setGuests({{"p1", u"Ann"_s}, {"p2", u"<b>Bob</b>"_s}});
        QSignalSpy removed(m_card.get(), &HostCard::removeRequested);
        QPushButton *remove = button(u"Remove <b>Bob</b>"_s);
        QVERIFY(remove);
        auto *menu = remove->findChild<QMenu *>();
        QCOMPARE(menu->actions().size(), 3);
        menu->actions().at(1)->trigger();
        QCOMPARE(removed.first(), (QList<QVariant>{QByteArray("p2"), 60}));
        m_card->setGuests({{"p1", u"Ann"_s}});
        QTRY_VERIFY(!button(u"Remove <b>Bob</b>"_s));
        QVERIFY(button(u"Remove Ann"_s));
    }

    void itFitsTheScreenWhoeverIsThere()
    {
        std::vector<chat::Author> crowd;
        for (int i = 0; i < 2000; ++i) {
            crowd.push_back({QByteArray::number(i), u"Guest %1"_s.arg(i)});
        }
        m_card->setAddresses({address(u"192.168.1.20"_s)});
        m_card->setGuests(crowd);
        QVERIFY(m_card->height() <= m_card->screen()->availableGeometry().height());
        QVERIFY(button(u"Stop hosting"_s)->isVisible());
        QVERIFY(m_card->findChildren<QMenu *>().size() < 100);
    }

    void hostingIsStoppedHere()
    {
        QSignalSpy stop(m_card.get(), &HostCard::stopRequested);
        button(u"Stop hosting"_s)->click();
        QCOMPARE(stop.count(), 1);
    }
};

QTEST_MAIN(HostCardTest)
#include "tst_hostcard.moc"
