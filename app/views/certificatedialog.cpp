#include "app/views/certificatedialog.h"

#include "app/client/certificatewords.h"
#include "app/delegates/appearance.h"
#include "app/delegates/icons.h"
#include "app/views/theme.h"

#include <QCheckBox>
#include <QClipboard>
#include <QFontDatabase>
#include <QFrame>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace app {

using Kind = CertificateQuestion::Kind;

static constexpr int dialogWidth = 470;
static constexpr int iconSize = 20;

CertificateDialog::CertificateDialog(
    const CertificateQuestion &question, const QString &server, const Theme *theme, QWidget *parent)
    : QDialog(parent)
    , m_question(question)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(CertificateWords::title(question), this))
    , m_server(makeWords(server, {}))
{
    setObjectName(QStringLiteral("certificateDialog"));
    setWindowTitle(tr("Certificate"));
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(
        Space::Huge, Space::Large + Space::Tiny, Space::Huge, Space::Large + Space::Tiny);
    rows->setSpacing(Space::Small);
    rows->addWidget(makeTitle());
    rows->addWidget(m_server);
    rows->addWidget(makeWords(CertificateWords::explanation(question), {}));
    const QString role =
        question.kind == Kind::Unusable ? QStringLiteral("trouble") : QStringLiteral("warning");
    for (const QString &problem : CertificateWords::problems(question)) {
        rows->addWidget(makeWords(problem, role));
    }
    rows->addWidget(makeCertificate());
    rows->addWidget(makeWords(CertificateWords::advice(question), QStringLiteral("muted")));
    switch (question.kind) {
    case Kind::Unknown:
        addTrust(rows);
        break;
    case Kind::Changed:
        addForget(rows);
        break;
    case Kind::Unusable:
        addButtons(rows, nullptr);
        break;
    }
    describe();
    connect(theme, &Theme::changed, this, &CertificateDialog::applyTheme);
    applyTheme();
}

QWidget *CertificateDialog::makeTitle()
{
    auto *line = new QWidget(this);
    auto *columns = new QHBoxLayout(line);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(Space::Small);
    m_title->setWordWrap(true);
    columns->addWidget(m_icon, 0, Qt::AlignTop);
    columns->addWidget(m_title, 1);
    return line;
}

QLabel *CertificateDialog::makeWords(const QString &text, const QString &role)
{
    auto *words = new QLabel(text, this);
    words->setTextFormat(Qt::PlainText); // a server chooses the names in its certificate
    words->setWordWrap(true);
    words->setProperty("role", role);
    return words;
}

QWidget *CertificateDialog::makeCertificate()
{
    auto *card = new QFrame(this);
    card->setProperty("role", QStringLiteral("row"));
    auto *rows = new QVBoxLayout(card);
    rows->setContentsMargins(Space::Medium, Space::Small, Space::Small, Space::Small);
    rows->setSpacing(Space::Small);
    if (m_question.kind == Kind::Changed) {
        const QString since = CertificateWords::date(m_question.remembered.since);
        rows->addWidget(makeFingerprint(
            tr("Trusted since %1").arg(since), m_question.remembered.fingerprint, false));
        rows->addWidget(makeFingerprint(tr("Shown now"), m_question.shown.fingerprint, true));
    } else {
        rows->addWidget(
            makeFingerprint(tr("Fingerprint (SHA-256)"), m_question.shown.fingerprint, true));
    }
    const stomp::CertificateTrouble &shown = m_question.shown;
    const std::pair<QString, QString> lines[] = {{tr("Made for"), shown.subject},
        {tr("Signed by"), shown.issuer},
        {tr("Valid from"), CertificateWords::date(shown.validFrom)},
        {tr("Valid until"), CertificateWords::date(shown.validTo)}};
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(Space::Medium);
    grid->setVerticalSpacing(2);
    grid->setColumnStretch(1, 1);
    for (const auto &[caption, value] : lines) {
        const int row = grid->rowCount();
        m_captions.push_back(makeWords(caption, QStringLiteral("muted")));
        m_captions.back()->setWordWrap(false);
        grid->addWidget(m_captions.back(), row, 0, Qt::AlignTop);
        m_captions.push_back(makeWords(value, {}));
        grid->addWidget(m_captions.back(), row, 1);
    }
    rows->addLayout(grid);
    return card;
}

QWidget *CertificateDialog::makeFingerprint(
    const QString &caption, const QByteArray &hash, bool isCopied)
{
    auto *part = new QWidget(this);
    auto *words = new QGridLayout(part);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(2);
    words->setColumnStretch(0, 1);
    m_captions.push_back(makeWords(caption, QStringLiteral("muted")));
    words->addWidget(m_captions.back(), 0, 0);
    QLabel *digits = makeWords(CertificateWords::fingerprint(hash), {});
    digits->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_fingerprints.push_back(digits);
    words->addWidget(digits, 1, 0);
    if (!isCopied) {
        return part;
    }
    auto *copy = new QPushButton(tr("Copy"), part);
    copy->setAccessibleName(tr("Copy the fingerprint"));
    copy->setIconSize(Theme::leadingIconSize(16));
    copy->setAutoDefault(false);
    connect(copy, &QPushButton::clicked, this, [copy, text = digits->text().simplified()] {
        QGuiApplication::clipboard()->setText(text);
        copy->setText(tr("Copied"));
    });
    m_copies.push_back(copy);
    words->addWidget(copy, 0, 1, 2, 1, Qt::AlignVCenter);
    return part;
}

void CertificateDialog::addTrust(QVBoxLayout *rows)
{
    auto *trust = new QPushButton(tr("Connect anyway and remember"), this);
    connect(trust, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT trustRequested(m_question.shown.fingerprint);
    });
    addButtons(rows, trust);
}

void CertificateDialog::addForget(QVBoxLayout *rows)
{
    auto *isTold = new QCheckBox(tr("The host has told me of the new certificate"), this);
    rows->addWidget(isTold);
    auto *forget = new QPushButton(tr("Forget the remembered one"), this);
    forget->setProperty("role", QStringLiteral("danger"));
    forget->setEnabled(false);
    connect(isTold, &QCheckBox::toggled, forget, &QPushButton::setEnabled);
    connect(forget, &QPushButton::clicked, this, [this] {
        accept();
        Q_EMIT forgetRequested();
    });
    addButtons(rows, forget);
}

void CertificateDialog::addButtons(QVBoxLayout *rows, QPushButton *action)
{
    auto *cancel = new QPushButton(action ? tr("Cancel") : tr("Close"), this);
    cancel->setDefault(true);
    cancel->setFocus();
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(Space::Small);
    buttons->addStretch(1);
    if (action) {
        buttons->addWidget(action);
    }
    buttons->addWidget(cancel);
    rows->addSpacing(Space::Tiny);
    rows->addLayout(buttons);
}

// All of it at once, for a screen reader that comes upon the dialog.
void CertificateDialog::describe()
{
    setAccessibleName(CertificateWords::title(m_question));
    const QStringList said =
        QStringList{m_server->text(), CertificateWords::explanation(m_question)}
        + CertificateWords::problems(m_question)
        + QStringList{CertificateWords::advice(m_question)};
    setAccessibleDescription(said.join(u' '));
}

// The style sheet's polishing takes fonts away that were set before.
void CertificateDialog::showEvent(QShowEvent *event)
{
    QDialog::showEvent(event);
    applyTheme();
}

void CertificateDialog::applyTheme()
{
    const Colors &colors = m_theme->colors();
    const bool isStop = m_question.kind != Kind::Unknown;
    m_icon->setPixmap(
        iconPixmap(isStop ? QStringLiteral("circle-stop") : QStringLiteral("triangle-alert"),
            isStop ? colors.danger : colors.warning, iconSize, devicePixelRatioF()));
    m_title->setFont(m_theme->fonts().title);
    m_server->setFont(m_theme->fonts().strong);
    for (QLabel *caption : m_captions) {
        caption->setFont(m_theme->fonts().caption);
    }
    QFont digits = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    digits.setPointSizeF(m_theme->fonts().body.pointSizeF());
    for (QLabel *fingerprint : m_fingerprints) {
        fingerprint->setFont(digits);
    }
    for (QPushButton *copy : m_copies) {
        copy->setIcon(m_theme->leadingIcon(QStringLiteral("copy"), colors.text));
    }
    // As tall as what it says; the layout cannot know that before it knows the width.
    layout()->activate();
    setFixedSize(dialogWidth, layout()->totalHeightForWidth(dialogWidth));
}

} // namespace app
