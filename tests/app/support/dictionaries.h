#pragma once

#include <QFile>
#include <QString>
#include <QStringList>
#include <QTest>

namespace app::test {

// Writes a small dictionary of these words into the folder.
inline void writeDictionary(const QString &folder, const QString &name, const QStringList &words)
{
    QFile rules(folder + u'/' + name + QStringLiteral(".aff"));
    QVERIFY(rules.open(QIODevice::WriteOnly));
    rules.write("SET UTF-8\nTRY aeiouhlrdnstc\n");
    QFile list(folder + u'/' + name + QStringLiteral(".dic"));
    QVERIFY(list.open(QIODevice::WriteOnly));
    list.write(QByteArray::number(words.size()) + '\n' + words.join(u'\n').toUtf8() + '\n');
}

} // namespace app::test
