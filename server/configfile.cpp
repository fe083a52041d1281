#include "server/configfile.h"

#include <QFile>

#include <toml++/toml.h>

#include <algorithm>
#include <string_view>

namespace server {

namespace {

using Complaint = std::optional<QByteArray>;

QByteArray toByteArray(std::string_view text)
{
    return QByteArray(text.data(), qsizetype(text.size()));
}

QByteArray place(const QByteArray &fileName, const toml::source_region &region)
{
    return fileName + ':' + QByteArray::number(region.begin.line) + ": ";
}

// A value as the command line would have it.
std::optional<QByteArray> textOf(const toml::node &node)
{
    if (const auto *text = node.as_string())
        return QByteArray::fromStdString(text->get());
    if (const auto *number = node.as_integer())
        return QByteArray::number(qlonglong(number->get()));
    if (const auto *flag = node.as_boolean())
        return QByteArray(flag->get() ? "true" : "false");
    return std::nullopt;
}

std::optional<std::vector<QByteArray>> textsOf(const toml::node &node, bool mayRepeat)
{
    std::vector<QByteArray> texts;
    const auto add = [&](const toml::node &element) {
        const std::optional<QByteArray> text = textOf(element);
        if (text)
            texts.push_back(*text);
        return text.has_value();
    };
    const toml::array *list = mayRepeat ? node.as_array() : nullptr;
    const bool isRight = list ? std::all_of(list->begin(), list->end(), add) : add(node);
    return isRight && !texts.empty() ? std::optional(texts) : std::nullopt;
}

Complaint applyLimit(
    ServerOptions &options, std::string_view name, const toml::node &node, const QByteArray &where)
{
    for (const LimitDefinition &limit : limitTable()) {
        if (name != limit.name)
            continue;
        const auto *number = node.as_integer();
        if (!number || number->get() < limit.smallest || number->get() > limit.largest) {
            return where + "limits." + limit.name + " should be a number from "
                + QByteArray::number(limit.smallest) + " to " + QByteArray::number(limit.largest);
        }
        limit.apply(options, number->get());
        return std::nullopt;
    }
    return where + "limits." + toByteArray(name) + " is no limit that this server knows";
}

Complaint applyLimits(ServerOptions &options, const toml::node &node, const QByteArray &fileName)
{
    const toml::table *table = node.as_table();
    if (!table)
        return place(fileName, node.source()) + "limits should be a table of numbers";
    for (const auto &[key, value] : *table) {
        if (const Complaint error =
                applyLimit(options, key.str(), value, place(fileName, value.source())))
            return error;
    }
    return std::nullopt;
}

Complaint applyKey(ProgramOptions &options, std::string_view name, const toml::node &node,
    const QByteArray &fileName)
{
    if (name == "limits")
        return applyLimits(options.server, node, fileName);
    const QByteArray where = place(fileName, node.source());
    const auto &table = optionTable();
    const auto found = std::find_if(table.begin(), table.end(),
        [&](const OptionDefinition &each) { return name == each.name; });
    if (found == table.end())
        return where + toByteArray(name) + " is no option that this server knows";
    const auto texts = textsOf(node, found->mayRepeat);
    if (!texts)
        return where + found->name + " should be "
            + (found->mayRepeat ? "text or a list of texts" : "one value");
    if (const Complaint error = applyOptions(options, {{found->name, *texts}}, {}))
        return where + *error;
    return std::nullopt;
}

} // namespace

Complaint applyConfig(ProgramOptions &options, const QByteArray &text, const QByteArray &fileName)
{
    try {
        const toml::table table =
            toml::parse(std::string_view(text.constData(), std::size_t(text.size())));
        for (const auto &[key, value] : table) {
            if (const Complaint error = applyKey(options, key.str(), value, fileName))
                return error;
        }
        return std::nullopt;
    } catch (const toml::parse_error &error) {
        return place(fileName, error.source()) + toByteArray(error.description()).simplified();
    }
}

Complaint applyConfigFile(ProgramOptions &options, const QString &file)
{
    QFile source(file);
    const QByteArray name = QFile::encodeName(file);
    if (!source.open(QIODevice::ReadOnly))
        return "--config is \"" + name + "\", and should be a readable TOML file";
    return applyConfig(options, source.readAll(), name);
}

} // namespace server
