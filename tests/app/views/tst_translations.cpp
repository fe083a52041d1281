#include "app/views/connectionbar.h"
#include "app/views/translations.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <QXmlStreamReader>

using namespace app;

struct TranslationCounts {
    int finished = 0;
    QStringList missing;
};

// Every <message> of a .ts file whose translation is unfinished, vanished or empty.
static TranslationCounts readTranslations(const QString &path)
{
    TranslationCounts counts;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return counts;
    }
    QXmlStreamReader reader(&file);
    QString source;
    while (!reader.atEnd()) {
        if (reader.readNext() != QXmlStreamReader::StartElement) {
            continue;
        }
        if (reader.name() == QStringLiteral("source")) {
            source = reader.readElementText();
        } else if (reader.name() == QStringLiteral("translation")) {
            const bool isFinished = !reader.attributes().hasAttribute(QStringLiteral("type"));
            const QString text = reader.readElementText(QXmlStreamReader::IncludeChildElements);
            if (isFinished && !text.trimmed().isEmpty()) {
                ++counts.finished;
            } else {
                counts.missing += source;
            }
        }
    }
    return counts;
}

class TranslationsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyTextHasATranslation_data()
    {
        QTest::addColumn<QString>("file");
        QTest::addColumn<int>("atLeast");
        QTest::newRow("Korean") << QStringLiteral("maru_ko.ts") << 80;
        QTest::newRow("English plurals") << QStringLiteral("maru_en.ts") << 5;
    }

    void everyTextHasATranslation()
    {
        QFETCH(QString, file);
        QFETCH(int, atLeast);
        const auto counts =
            readTranslations(QStringLiteral(MARU_SOURCE_DIR "/translations/") + file);
        QVERIFY2(counts.missing.isEmpty(), qPrintable(counts.missing.join(u'\n')));
        QVERIFY2(counts.finished >= atLeast, qPrintable(QString::number(counts.finished)));
    }

    void everyTextOfTheSourcesIsInTheFile_data()
    {
        QTest::addColumn<QString>("language");
        QTest::newRow("Korean") << QStringLiteral("ko");
        QTest::newRow("English plurals") << QStringLiteral("en");
    }

    // What lupdate finds anew is left over as unfinished.
    void everyTextOfTheSourcesIsInTheFile()
    {
        QFETCH(QString, language);
        QTemporaryDir directory;
        const QString name = QStringLiteral("maru_%1.ts").arg(language);
        const QString copy = directory.filePath(name);
        QVERIFY(QFile::copy(QStringLiteral(MARU_SOURCE_DIR "/translations/") + name, copy));
        QStringList arguments{QStringLiteral("-no-obsolete"), QStringLiteral("-locations"),
            QStringLiteral("none"), QStringLiteral("-I"), QStringLiteral(MARU_SOURCE_DIR)};
        if (language == u"en") {
            arguments += QStringLiteral("-pluralonly");
        }
        arguments += {QStringLiteral(MARU_SOURCE_DIR "/app"), QStringLiteral("-ts"), copy};
        QProcess lupdate;
        lupdate.start(QStringLiteral(MARU_LUPDATE), arguments);
        QVERIFY(lupdate.waitForFinished(60'000));
        QCOMPARE(lupdate.exitCode(), 0);
        const auto counts = readTranslations(copy);
        QVERIFY2(counts.missing.isEmpty(), qPrintable(counts.missing.join(u'\n')));
        QCOMPARE(counts.finished,
            readTranslations(QStringLiteral(MARU_SOURCE_DIR "/translations/") + name).finished);
    }

    void bothLanguagesLoad_data()
    {
        QTest::addColumn<QLocale>("locale");
        QTest::addColumn<QString>("one");
        QTest::addColumn<QString>("many");
        QTest::newRow("English") << QLocale(QLocale::English) << QStringLiteral("1 message waiting")
                                 << QStringLiteral("2 messages waiting");
        QTest::newRow("Korean") << QLocale(QLocale::Korean)
                                << QStringLiteral("메시지 1개가 기다리는 중")
                                << QStringLiteral("메시지 2개가 기다리는 중");
        QTest::newRow("neither") << QLocale(QLocale::Finnish) << QStringLiteral("1 message waiting")
                                 << QStringLiteral("2 messages waiting");
    }

    void bothLanguagesLoad()
    {
        QFETCH(QLocale, locale);
        QFETCH(QString, one);
        QFETCH(QString, many);
        Translations translations;
        QVERIFY(translations.install(locale));
        QCOMPARE(ConnectionBar::waiting(1), one);
        QCOMPARE(ConnectionBar::waiting(2), many);
        translations.remove();
    }

    void languageOutranksTheRest()
    {
        qputenv("LANGUAGE", "ko:en");
        QCOMPARE(Translations::systemLocale().language(), QLocale::Korean);
        qputenv("LANGUAGE", "en");
        QCOMPARE(Translations::systemLocale().language(), QLocale::English);
        qunsetenv("LANGUAGE");
    }
};

QTEST_MAIN(TranslationsTest)
#include "tst_translations.moc"
