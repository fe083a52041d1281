#include "app/views/connectionbar.h"
#include "app/views/theme.h"

#include <QCoreApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace app;
using State = ConnectionStatus::State;
using Reason = ConnectionStatus::Reason;

static ConnectionStatus status(State state, Reason reason, qint64 nextTryAt = 0, int waiting = 0)
{
    return {state, reason, {}, nextTryAt, waiting};
}

class ConnectionBarTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<ConnectionBar> m_bar;
    qint64 m_now = 100'000;

    QPushButton *button(const QString &text)
    {
        for (QPushButton *found : m_bar->findChildren<QPushButton *>()) {
            if (found->text() == text) {
                return found;
            }
        }
        return nullptr;
    }

private Q_SLOTS:
    void init()
    {
        m_now = 100'000;
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
        m_bar = std::make_unique<ConnectionBar>(m_theme.get());
        m_bar->setClock([this] { return m_now; });
    }

    void nothingIsSaidWhileOnline()
    {
        m_bar->setStatus(status(State::Waiting, Reason::Lost, 103'000));
        QVERIFY(!m_bar->isHidden());
        m_bar->setStatus(status(State::Online, Reason::None));
        QVERIFY(m_bar->isHidden());
        QCOMPARE(m_bar->text(), QString());
    }

    void itCountsDownToTheNextTry()
    {
        m_bar->setStatus(status(State::Waiting, Reason::Lost, 107'000));
        QVERIFY(m_bar->text().contains(QStringLiteral("Next try in 7 s")));
        m_now = 104'500;
        QTRY_VERIFY(m_bar->text().contains(QStringLiteral("Next try in 3 s")));
        m_now = 108'000;
        QTRY_VERIFY(m_bar->text().contains(QStringLiteral("Trying again…")));
    }

    void countdownOnlyWhileWaiting()
    {
        QCOMPARE(
            ConnectionBar::countdown(status(State::Connecting, Reason::Lost, 5000), 0), QString());
        QCOMPARE(ConnectionBar::countdown(status(State::Waiting, Reason::Lost, 1), 0),
            QStringLiteral("Next try in 1 s"));
    }

    void itSaysWhatIsTheMatter_data()
    {
        QTest::addColumn<Reason>("reason");
        QTest::newRow("not reachable") << Reason::NotReachable;
        QTest::newRow("lost") << Reason::Lost;
        QTest::newRow("stopped") << Reason::ServerStopped;
        QTest::newRow("not maru") << Reason::NotMaru;
        QTest::newRow("passcode") << Reason::WrongPasscode;
    }

    void itSaysWhatIsTheMatter()
    {
        QFETCH(Reason, reason);
        m_bar->setStatus(status(State::Waiting, reason, m_now));
        const QString text = m_bar->text();
        QVERIFY(text.size() > 10);
        m_bar->setStatus(status(State::Waiting, Reason::Refused, m_now));
        QVERIFY(m_bar->text() != text);
    }

    void waitingMessagesAreCounted()
    {
        m_bar->setStatus(status(State::Waiting, Reason::Lost, m_now, 4));
        QVERIFY(m_bar->text().contains(QStringLiteral("4")));
        QCOMPARE(ConnectionBar::waiting(0), QString());
    }

    void whatMattersLeastGivesWayFirst()
    {
        m_bar->setStatus(status(State::Waiting, Reason::Lost, 107'000, 2));
        m_bar->show();
        const auto shown = [this](int width) {
            m_bar->resize(width, m_bar->height());
            QCoreApplication::processEvents();
            QStringList words;
            for (const QLabel *label : m_bar->findChildren<QLabel *>()) {
                if (label->isVisible() && !label->text().isEmpty()) {
                    words += label->text();
                    const int needed = label->fontMetrics().horizontalAdvance(label->text());
                    [&] { QVERIFY2(label->width() >= needed, qPrintable(label->text())); }();
                }
            }
            return words;
        };
        QCOMPARE(shown(900),
            (QStringList{QStringLiteral("Next try in 7 s"), ConnectionBar::waiting(2)}));
        const int reason = QFontMetrics(m_theme->fonts().captionStrong)
                               .horizontalAdvance(QStringLiteral("The connection was lost."));
        const int button = this->button(QStringLiteral("Try now"))->sizeHint().width();
        QCOMPARE(shown(reason + button + 180),
            (QStringList{QStringLiteral("7 s"), QStringLiteral("2 waiting")}));
        QCOMPARE(shown(reason + button + 100), QStringList{QStringLiteral("7 s")});
        QCOMPARE(shown(reason + button + 20), QStringList());
        QVERIFY(m_bar->toolTip().contains(ConnectionBar::waiting(2)));
        QVERIFY(m_bar->text().contains(QStringLiteral("Next try in 7 s")));
    }

    void oneCanTryAtOnce()
    {
        QSignalSpy requested(m_bar.get(), &ConnectionBar::tryNowRequested);
        m_bar->setStatus(status(State::Waiting, Reason::Lost, 110'000));
        button(QStringLiteral("Try now"))->click();
        QCOMPARE(requested.count(), 1);
    }

    void aPasscodeCanBeGiven()
    {
        QSignalSpy requested(m_bar.get(), &ConnectionBar::passcodeRequested);
        m_bar->setStatus(status(State::Waiting, Reason::Lost, 110'000));
        QVERIFY(button(QStringLiteral("Enter the passcode…"))->isHidden());
        m_bar->setStatus(status(State::Offline, Reason::WrongPasscode));
        QVERIFY(!button(QStringLiteral("Enter the passcode…"))->isHidden());
        button(QStringLiteral("Enter the passcode…"))->click();
        QCOMPARE(requested.count(), 1);
    }
};

QTEST_MAIN(ConnectionBarTest)
#include "tst_connectionbar.moc"
