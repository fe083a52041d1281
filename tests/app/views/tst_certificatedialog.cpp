#include "app/client/certificatewords.h"
#include "app/views/certificatedialog.h"
#include "app/views/theme.h"
#include "tests/app/support/certificatequestions.h"

#include <QCheckBox>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace app;
using namespace app::test;
using namespace Qt::StringLiterals;

using Kind = CertificateQuestion::Kind;

Q_DECLARE_METATYPE(Kind)

class CertificateDialogTest : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<CertificateDialog> m_dialog;
    std::unique_ptr<QSignalSpy> m_trusted;
    std::unique_ptr<QSignalSpy> m_forgotten;
    std::unique_ptr<QSignalSpy> m_rejected;

    void open(Kind kind)
    {
        m_dialog = std::make_unique<CertificateDialog>(
            certificateQuestion(kind), u"wss://192.168.1.20:7666"_s, m_theme.get());
        m_trusted =
            std::make_unique<QSignalSpy>(m_dialog.get(), &CertificateDialog::trustRequested);
        m_forgotten =
            std::make_unique<QSignalSpy>(m_dialog.get(), &CertificateDialog::forgetRequested);
        m_rejected = std::make_unique<QSignalSpy>(m_dialog.get(), &QDialog::rejected);
        m_dialog->open();
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    }

    QPushButton *button(const QString &text) const
    {
        const auto buttons = m_dialog->findChildren<QPushButton *>();
        const auto found = std::find_if(buttons.begin(), buttons.end(),
            [&text](const QPushButton *button) { return button->text() == text; });
        return found == buttons.end() ? nullptr : *found;
    }

    QString shown() const
    {
        QStringList texts;
        for (const QLabel *label : m_dialog->findChildren<QLabel *>())
            texts += label->text();
        return texts.join(u'\n');
    }

    // Tab after Tab, until it comes round.
    QStringList tabOrder() const
    {
        QStringList order;
        const QWidget *start = m_dialog->focusWidget();
        do {
            if (const auto *at = qobject_cast<QAbstractButton *>(m_dialog->focusWidget()))
                order += at->text();
            QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
        } while (m_dialog->focusWidget() != start && order.size() < 20);
        return order;
    }

private Q_SLOTS:
    void init()
    {
        m_theme = std::make_unique<Theme>();
        m_theme->setMode(Theme::Mode::Light);
    }

    void cleanup() { m_dialog.reset(); }

    void whatCanBeComparedIsShown_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::newRow("unknown") << Kind::Unknown;
        QTest::newRow("unusable") << Kind::Unusable;
        QTest::newRow("changed") << Kind::Changed;
    }

    void whatCanBeComparedIsShown()
    {
        QFETCH(Kind, kind);
        open(kind);
        const CertificateQuestion question = certificateQuestion(kind);
        QStringList expected{CertificateWords::title(question), u"wss://192.168.1.20:7666"_s,
            CertificateWords::fingerprint(question.shown.fingerprint), question.shown.subject,
            CertificateWords::date(question.shown.validFrom),
            CertificateWords::date(question.shown.validTo), CertificateWords::advice(question)};
        expected += CertificateWords::problems(question);
        if (kind == Kind::Changed) {
            expected += CertificateWords::fingerprint(question.remembered.fingerprint);
            expected += CertificateWords::date(question.remembered.since);
        }
        for (const QString &text : expected)
            QVERIFY2(shown().contains(text), qPrintable(text));
        QCOMPARE(m_dialog->accessibleName(), CertificateWords::title(question));
        for (const QString &problem : CertificateWords::problems(question))
            QVERIFY(m_dialog->accessibleDescription().contains(problem));
    }

    void whoJustPressesAKeyHasCancelled_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("key");
        for (const Kind kind : {Kind::Unknown, Kind::Unusable, Kind::Changed}) {
            for (const int key : {Qt::Key_Return, Qt::Key_Enter, Qt::Key_Space, Qt::Key_Escape})
                QTest::addRow("%d by %x", static_cast<int>(kind), key) << kind << key;
        }
    }

    void whoJustPressesAKeyHasCancelled()
    {
        QFETCH(Kind, kind);
        QFETCH(int, key);
        open(kind);
        QTest::keyClick(m_dialog->focusWidget(), static_cast<Qt::Key>(key));
        QCOMPARE(m_rejected->count(), 1);
        QCOMPARE(m_trusted->count(), 0);
        QCOMPARE(m_forgotten->count(), 0);
        QVERIFY(!m_dialog->isVisible());
    }

    void anUnknownCertificateIsTrustedByKeys()
    {
        open(Kind::Unknown);
        QCOMPARE(
            tabOrder(), (QStringList{u"Cancel"_s, u"Copy"_s, u"Connect anyway and remember"_s}));
        button(u"Connect anyway and remember"_s)->setFocus();
        QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Space);
        QCOMPARE(m_trusted->count(), 1);
        QCOMPARE(m_trusted->at(0).at(0).toByteArray(),
            certificateQuestion(Kind::Unknown).shown.fingerprint);
        QCOMPARE(m_rejected->count(), 0);
        QVERIFY(!m_dialog->isVisible());
    }

    void aChangedCertificateTakesAStepMore()
    {
        open(Kind::Changed);
        QVERIFY(!button(u"Connect anyway and remember"_s));
        QPushButton *forget = button(u"Forget the remembered one"_s);
        QVERIFY(!forget->isEnabled());
        QTest::mouseClick(forget, Qt::LeftButton);
        QCOMPARE(m_forgotten->count(), 0);
        auto *isTold = m_dialog->findChild<QCheckBox *>();
        isTold->setFocus();
        QTest::keyClick(isTold, Qt::Key_Space);
        QCOMPARE(tabOrder().size(), 4);
        forget->setFocus();
        QTest::keyClick(forget, Qt::Key_Space);
        QCOMPARE(m_forgotten->count(), 1);
        QCOMPARE(m_trusted->count(), 0);
        QVERIFY(!m_dialog->isVisible());
    }

    void anUnusableCertificateCanOnlyBeClosed()
    {
        open(Kind::Unusable);
        QCOMPARE(tabOrder(), (QStringList{u"Close"_s, u"Copy"_s}));
        QVERIFY(!m_dialog->findChild<QCheckBox *>());
    }

    void theNewFingerprintIsCopied()
    {
        open(Kind::Changed);
        button(u"Copy"_s)->click();
        const QString copied = QGuiApplication::clipboard()->text();
        QCOMPARE(copied,
            CertificateWords::fingerprint(certificateQuestion(Kind::Changed).shown.fingerprint)
                .simplified());
        QVERIFY(button(u"Copied"_s));
        QVERIFY(m_dialog->isVisible());
    }

    // A server chooses what stands in its certificate.
    void namesAreNoMarkup()
    {
        CertificateQuestion question = certificateQuestion(Kind::Unknown);
        question.shown.subject = u"<b>bank.example</b>"_s;
        const CertificateDialog dialog(question, u"wss://a"_s, m_theme.get());
        for (const QLabel *label : dialog.findChildren<QLabel *>()) {
            if (label->text().contains(u"<b>"_s))
                QCOMPARE(label->textFormat(), Qt::PlainText);
        }
    }

    void everythingFits()
    {
        open(Kind::Changed);
        for (const QLabel *label : m_dialog->findChildren<QLabel *>()) {
            if (label->text().isEmpty())
                continue;
            QVERIFY2(label->height() >= label->heightForWidth(label->width()),
                qPrintable(label->text()));
        }
        for (const QAbstractButton *any : m_dialog->findChildren<QAbstractButton *>())
            QVERIFY2(any->width() >= any->sizeHint().width(), qPrintable(any->text()));
    }
};

QTEST_MAIN(CertificateDialogTest)
#include "tst_certificatedialog.moc"
