#include "app/client/spelling.h"
#include "tests/app/support/dictionaries.h"

#include <QLocale>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::StringLiterals;
using app::Spelling;

class TestSpelling : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;

private Q_SLOTS:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::c());
        app::test::writeDictionary(m_folder.path(), u"en_US"_s, {u"hello"_s, u"don't"_s});
        app::test::writeDictionary(m_folder.path(), u"ko"_s, {u"안녕하세요"_s});
    }

    // Until it is known a word is taken for right.
    void wrongWordsAreToldWhenTheyAreLookedUp()
    {
        Spelling spelling({m_folder.path()});
        QSignalSpy changed(&spelling, &Spelling::changed);
        QVERIFY(!spelling.isWrong(u"helo"_s));
        QVERIFY(!spelling.isWrong(u"않녕하세요"_s));
        for (const QString &right : {u"hello"_s, u"don’t"_s, u"안녕하세요"_s})
            QVERIFY(!spelling.isWrong(right));
        QTRY_VERIFY(spelling.isWrong(u"helo"_s) && spelling.isWrong(u"않녕하세요"_s));
        QVERIFY(changed.count() > 0);
        QVERIFY(spelling.suggestions(u"helo"_s).contains(u"hello"_s));
        for (const QString &right : {u"hello"_s, u"don’t"_s, u"안녕하세요"_s})
            QVERIFY(!spelling.isWrong(right));
    }

    void whatSomebodyAcceptsIsRight()
    {
        Spelling spelling({m_folder.path()});
        spelling.isWrong(u"maru"_s);
        QTRY_VERIFY(spelling.isWrong(u"maru"_s));
        spelling.accept({u"maru"_s});
        QVERIFY(!spelling.isWrong(u"maru"_s));
    }

    void withoutADictionaryEverythingIsRight()
    {
        QTemporaryDir nothing;
        Spelling spelling({nothing.path()});
        QSignalSpy changed(&spelling, &Spelling::changed);
        spelling.isWrong(u"helo"_s);
        spelling.isWrong(u"こんにちは"_s);
        QTRY_VERIFY(changed.count() > 0);
        QVERIFY(!spelling.isWrong(u"helo"_s));
        QVERIFY(!spelling.isWrong(u"こんにちは"_s));
    }
};

QTEST_GUILESS_MAIN(TestSpelling)
#include "tst_spelling.moc"
