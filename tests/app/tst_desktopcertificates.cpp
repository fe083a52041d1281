#include "app/application.h"
#include "app/views/certificatedialog.h"
#include "app/views/chatpage.h"
#include "app/views/connectionbar.h"
#include "app/views/startpage.h"
#include "tests/app/support/serverfixture.h"
#include "tests/app/support/trusting.h"
#include "tests/stomp/certificates.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace app;
using namespace app::test;

using Kind = CertificateQuestion::Kind;
using State = ConnectionStatus::State;
using ::test::Identity;

// The program with its window, joining servers whose certificates are in question.
class DesktopCertificatesTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_profile;
    std::unique_ptr<ServerFixture> m_server;
    std::unique_ptr<Application> m_program;

    void show(const Identity &identity)
    {
        m_server->stop();
        m_server->setTls({{identity.certificate}, identity.key, {}});
        m_server->start();
    }

    void startProgram()
    {
        endProgram();
        ApplicationOptions options;
        options.profile = m_profile->path();
        options.name = u"Ann"_s;
        options.join = m_server->url().toString();
        m_program = std::make_unique<Application>(options);
        m_program->start();
    }

    void endProgram()
    {
        if (!m_program)
            return;
        QSignalSpy finished(m_program.get(), &Application::finished);
        m_program->window()->close();
        QTRY_COMPARE_WITH_TIMEOUT(finished.count(), 1, patience);
        m_program.reset();
    }

    QList<CertificateDialog *> dialogs() const
    {
        QList<CertificateDialog *> open = m_program->window()->findChildren<CertificateDialog *>();
        open.removeIf([](const CertificateDialog *dialog) { return !dialog->isVisible(); });
        return open;
    }

    bool isAsked(Kind kind) const
    {
        return dialogs().size() == 1 && dialogs().first()->question().kind == kind;
    }

    template<typename Button>
    Button *button(const QString &text) const
    {
        for (Button *found : m_program->window()->findChildren<Button *>()) {
            if (found->isVisible() && found->text() == text)
                return found;
        }
        return nullptr;
    }

    bool isTextShown(const QString &text) const
    {
        const auto labels = m_program->window()->findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&text](const QLabel *label) {
            return label->isVisible() && label->text().contains(text);
        });
    }

    void trust()
    {
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(Kind::Unknown), patience);
        button<QPushButton>(u"Connect anyway and remember"_s)->click();
        QTRY_COMPARE_WITH_TIMEOUT(m_program->client().status().state, State::Online, patience);
    }

private Q_SLOTS:
    void initTestCase() { QGuiApplication::setQuitOnLastWindowClosed(false); }

    void init()
    {
        m_profile = std::make_unique<QTemporaryDir>();
        m_server = std::make_unique<ServerFixture>();
        show(::test::here());
    }

    void cleanup() { endProgram(); }

    void whoCancelsIsStillOutsideAndReadsWhy()
    {
        startProgram();
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(Kind::Unknown), patience);
        QVERIFY(!m_program->window()->isChatShown());
        QTest::keyClick(dialogs().first(), Qt::Key_Escape);
        QTRY_VERIFY_WITH_TIMEOUT(
            isTextShown(u"The server's certificate is not trusted."_s), patience);
        QVERIFY(dialogs().isEmpty());
        QVERIFY(!m_program->client().isJoined());
        QVERIFY(!m_program->window()->isChatShown());
    }

    void whoTrustsIsInsideAndIsNotAskedAgain()
    {
        startProgram();
        trust();
        QVERIFY(m_program->window()->isChatShown());
        startProgram();
        QTRY_VERIFY_WITH_TIMEOUT(m_program->window()->isChatShown(), patience);
        QVERIFY(dialogs().isEmpty());
    }

    void whomTheMachineTrustsNobodyAsksAbout()
    {
        const Trusting trusting(::test::authority());
        show(::test::signedHere());
        startProgram();
        QTRY_VERIFY_WITH_TIMEOUT(m_program->window()->isChatShown(), patience);
        QVERIFY(dialogs().isEmpty());
    }

    void aChangedCertificateStopsUntilTheOldOneIsForgotten()
    {
        startProgram();
        trust();
        show(::test::otherHere());
        startProgram();
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(Kind::Changed), patience);
        QVERIFY(!m_program->window()->isChatShown());
        button<QCheckBox>(u"The host has told me of the new certificate"_s)->click();
        button<QPushButton>(u"Forget the remembered one"_s)->click();
        trust();
        QVERIFY(m_program->window()->isChatShown());
    }

    // In the chat nothing pops up under somebody's fingers: the bar tells, and leads to the dialog.
    void aChangedCertificateInTheChatIsToldByTheBar()
    {
        startProgram();
        trust();
        show(::test::otherHere());
        const ConnectionBar *bar = m_program->window()->chatPage()->connectionBar();
        QTRY_VERIFY_WITH_TIMEOUT(bar->text().contains(u"another certificate"_s), patience);
        QVERIFY(m_program->window()->isChatShown());
        QVERIFY(dialogs().isEmpty());
        button<QPushButton>(u"Certificate…"_s)->click();
        QVERIFY(isAsked(Kind::Changed));
        QTest::keyClick(dialogs().first(), Qt::Key_Escape);
        QVERIFY(dialogs().isEmpty());
        QVERIFY(m_program->window()->isChatShown());
        button<QPushButton>(u"Certificate…"_s)->click();
        QVERIFY(isAsked(Kind::Changed));
        button<QCheckBox>(u"The host has told me of the new certificate"_s)->click();
        button<QPushButton>(u"Forget the remembered one"_s)->click();
        QTRY_VERIFY_WITH_TIMEOUT(
            m_program->client().status().reason == ConnectionStatus::Reason::CertificateTrouble
                && m_program->client().status().state == State::Offline,
            patience);
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(Kind::Unknown), patience);
        trust();
        QVERIFY(bar->isHidden());
    }

    void anExpiredCertificateIsExplained()
    {
        show(::test::expired());
        startProgram();
        QTRY_VERIFY_WITH_TIMEOUT(isAsked(Kind::Unusable), patience);
        button<QPushButton>(u"Close"_s)->click();
        QVERIFY(!m_program->client().isJoined());
        QVERIFY(!m_program->window()->isChatShown());
    }
};

QTEST_MAIN(DesktopCertificatesTest)
#include "tst_desktopcertificates.moc"
