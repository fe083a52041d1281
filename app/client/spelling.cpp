#include "app/client/spelling.h"

#include <utility>

namespace app {

namespace {

constexpr qsizetype mostRemembered = 20'000;

QStringList systemFolders()
{
    return {QStringLiteral("/usr/share/hunspell"), QStringLiteral("/usr/share/myspell/dicts")};
}

} // namespace

Spelling::Spelling(const QStringList &folders, QObject *parent)
    : QObject(parent)
    , m_folders(folders.isEmpty() ? systemFolders() : folders)
{
}

// What is being looked up is waited for: a dictionary cannot be stopped while it is loaded.
Spelling::~Spelling()
{
    if (m_session)
        m_session->stop();
    m_thread.quit();
    m_thread.wait();
}

void Spelling::start()
{
    m_incoming = std::make_shared<stomp::Mailbox<WordVerdict>>(
        [this] { QMetaObject::invokeMethod(this, "takeVerdicts", Qt::QueuedConnection); });
    m_session = new SpellingSession(m_folders,
        [incoming = m_incoming](WordVerdict verdict) { incoming->push(std::move(verdict)); });
    m_session->moveToThread(&m_thread);
    connect(&m_thread, &QThread::finished, m_session, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("spelling"));
    m_thread.start(QThread::LowPriority);
}

bool Spelling::isWrong(const QString &word)
{
    if (m_accepted.contains(word))
        return false;
    const auto known = m_verdicts.constFind(word);
    if (known != m_verdicts.cend())
        return !known->isRight;
    if (m_verdicts.size() >= mostRemembered)
        m_verdicts.clear();
    if (!m_session)
        start();
    m_verdicts.insert(word, {word, true, {}});
    m_session->ask(word);
    return false;
}

QStringList Spelling::suggestions(const QString &word) const
{
    return m_verdicts.value(word).suggestions;
}

void Spelling::accept(const QStringList &words)
{
    m_accepted.unite(QSet<QString>(words.begin(), words.end()));
    Q_EMIT changed();
}

void Spelling::takeVerdicts()
{
    for (WordVerdict &verdict : m_incoming->take())
        m_verdicts.insert(verdict.word, verdict);
    Q_EMIT changed();
}

} // namespace app
