#include "stomp/textpieces.h"

#include <QByteArray>
#include <QTest>

using namespace stomp;

class TestTextPieces : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shortTextIsOnePiece();
    void piecesAreWholeCharacters_data();
    void piecesAreWholeCharacters();
};

// S-351
void TestTextPieces::shortTextIsOnePiece()
{
    QCOMPARE(textPieces("abcde", 5).size(), std::size_t(1));
    QCOMPARE(textPieces("", 5).size(), std::size_t(1));
    QCOMPARE(textPieces("abcdefgh", 0).size(), std::size_t(1));
    QCOMPARE(textPieces("abcdefgh", 3).size(), std::size_t(1)); // may not hold a character
    QCOMPARE(textPieces("abcdefgh", 4).size(), std::size_t(2));
}

void TestTextPieces::piecesAreWholeCharacters_data()
{
    QTest::addColumn<int>("longest");
    for (const int longest : {4, 5, 6, 7, 8, 64})
        QTest::addRow("S-351 %d", longest) << longest;
}

void TestTextPieces::piecesAreWholeCharacters()
{
    QFETCH(int, longest);
    const QByteArray text = QByteArray("a\xc3\xa9\xed\x95\x9c\xf0\x9f\x98\x80").repeated(20);
    QByteArray whole;
    for (const QByteArrayView piece : textPieces(text, longest)) {
        QVERIFY(piece.isValidUtf8());
        QVERIFY(!piece.isEmpty() && piece.size() <= longest);
        whole += piece;
    }
    QCOMPARE(whole, text);
}

QTEST_APPLESS_MAIN(TestTextPieces)
#include "tst_textpieces.moc"
