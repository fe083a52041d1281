#include "tests/wire/script.h"

#include <QRegularExpression>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace wire {
namespace {

QByteArray firstWord(QByteArray &line)
{
    const qsizetype blank = line.indexOf(' ');
    QByteArray word = blank < 0 ? line : line.first(blank);
    line = blank < 0 ? QByteArray() : line.sliced(blank + 1);
    return word;
}

bool isRequirement(const QByteArray &word)
{
    static const QRegularExpression pattern(u"^[SM]-[0-9]{3}$"_s);
    return pattern.match(QString::fromUtf8(word)).hasMatch();
}

// What is said about a script, rather than done in it. True when the line was such.
bool applySetting(Script &script, const QByteArray &word, const QByteArray &argument)
{
    if (word == "versions")
        script.versions = argument.split(' ');
    else if (word == "only")
        (argument == "tcp" ? script.runsOverWebSocket : script.runsOverTcp) = false;
    else if (word == "limit")
        script.server.limits += QByteArray(argument).replace(' ', " = ") + '\n';
    else if (word == "option")
        script.server.options += QString::fromUtf8(argument).split(u' ');
    else if (word == "passcode")
        script.server.passcode = argument;
    else
        return false;
    return true;
}

// `a> bytes`, `a< pattern`, `a: verb argument`, and the same without a name.
std::optional<Step> parseStep(QByteArray line)
{
    Step step;
    QByteArray word = firstWord(line);
    if (word == "repeat") {
        step.times = firstWord(line).toInt();
        word = firstWord(line);
    }
    if (word.endsWith('>') || word.endsWith('<')) {
        step.verb = word.right(1);
        step.connection = word.chopped(1);
    } else if (word.endsWith(':')) {
        step.connection = word.chopped(1);
        step.verb = firstWord(line);
    } else {
        step.verb = word;
    }
    step.argument = line;
    const bool isRight = step.times > 0 && !step.verb.isEmpty();
    return isRight ? std::optional(step) : std::nullopt;
}

bool beginsScript(const QByteArray &line)
{
    QByteArray rest = line.mid(2);
    return line.startsWith("# ") && isRequirement(firstWord(rest));
}

Script beginScript(const Script &common, const QByteArray &line)
{
    Script script = common;
    QByteArray rest = line.mid(2);
    while (isRequirement(rest.left(5)))
        script.requirements << firstWord(rest);
    script.title = rest;
    return script;
}

// A line alone; empty when it was understood.
QByteArray readLine(ScriptFile &file, Script &common, const QByteArray &line, int number)
{
    if (beginsScript(line)) {
        file.scripts.push_back(beginScript(common, line));
        return {};
    }
    if (line.isEmpty() || line.startsWith('#'))
        return {};
    QByteArray argument = line;
    const QByteArray word = firstWord(argument);
    if (applySetting(file.scripts.empty() ? common : file.scripts.back(), word, argument))
        return {};
    auto step = parseStep(line);
    if (!step || file.scripts.empty())
        return "line " + QByteArray::number(number)
            + " is neither a setting nor a step of a script";
    step->line = number;
    file.scripts.back().steps.push_back(*std::move(step));
    return {};
}

} // namespace

ScriptFile parseScripts(const QByteArray &text)
{
    ScriptFile file;
    Script common;
    const QList<QByteArray> lines = text.split('\n');
    for (qsizetype index = 0; index < lines.size() && file.complaint.isEmpty(); ++index)
        file.complaint = readLine(file, common, lines.at(index), static_cast<int>(index + 1));
    const auto isUnfinished = [](const Script &script) {
        return script.steps.empty() || script.title.isEmpty();
    };
    if (file.complaint.isEmpty() && file.scripts.empty())
        file.complaint = "no script is in it";
    else if (std::any_of(file.scripts.begin(), file.scripts.end(), isUnfinished))
        file.complaint = "a script has no title or no steps";
    return file;
}

} // namespace wire
