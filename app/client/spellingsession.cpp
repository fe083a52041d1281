#include "app/client/spellingsession.h"

#include <QFile>
#include <QLocale>

#include <hunspell/hunspell.hxx>

#include <string>

namespace app {

namespace {

constexpr std::size_t mostSuggestions = 5;

// The language of the system where it is written in Latin letters, else English.
QStringList latinDictionaries()
{
    const QString system = QLocale::system().name();
    return {system, QStringLiteral("en_US"), QStringLiteral("en_GB")};
}

QStringList koreanDictionaries()
{
    return {QStringLiteral("ko_KR"), QStringLiteral("ko")};
}

} // namespace

SpellingSession::SpellingSession(QStringList folders, Report report)
    : m_folders(std::move(folders))
    , m_report(std::move(report))
    , m_words([this] { QMetaObject::invokeMethod(this, "takeWords", Qt::QueuedConnection); })
{
}

SpellingSession::~SpellingSession() = default;

void SpellingSession::takeWords()
{
    const std::vector<QString> words = m_words.take();
    for (const QString &word : words) {
        if (!m_isStopped)
            m_report(judge(word));
    }
}

WordVerdict SpellingSession::judge(const QString &word)
{
    WordVerdict verdict{word, true, {}};
    Hunspell *dictionary = dictionaryFor(word);
    if (!dictionary)
        return verdict;
    const std::string spelled = QString(word).replace(u'’', u'\'').toStdString();
    verdict.isRight = dictionary->spell(spelled);
    if (verdict.isRight)
        return verdict;
    for (const std::string &suggestion : dictionary->suggest(spelled)) {
        if (static_cast<std::size_t>(verdict.suggestions.size()) == mostSuggestions)
            break;
        verdict.suggestions += QString::fromStdString(suggestion);
    }
    return verdict;
}

Hunspell *SpellingSession::dictionaryFor(const QString &word)
{
    const QChar::Script script = word.front().script();
    if (script != QChar::Script_Hangul && script != QChar::Script_Latin)
        return nullptr;
    const bool isKorean = script == QChar::Script_Hangul;
    const auto known = m_dictionaries.find(isKorean);
    if (known != m_dictionaries.end())
        return known->second.get();
    auto loaded = load(isKorean ? koreanDictionaries() : latinDictionaries());
    return m_dictionaries.insert_or_assign(isKorean, std::move(loaded)).first->second.get();
}

// Those of other encodings than UTF-8 are left alone.
std::unique_ptr<Hunspell> SpellingSession::load(const QStringList &names) const
{
    for (const QString &name : names) {
        for (const QString &folder : m_folders) {
            const QString path = folder + u'/' + name;
            const QString rules = path + QStringLiteral(".aff");
            const QString words = path + QStringLiteral(".dic");
            if (!QFile::exists(rules) || !QFile::exists(words))
                continue;
            auto dictionary = std::make_unique<Hunspell>(
                QFile::encodeName(rules).constData(), QFile::encodeName(words).constData());
            if (dictionary->get_dict_encoding() == "UTF-8")
                return dictionary;
        }
    }
    return nullptr;
}

} // namespace app
