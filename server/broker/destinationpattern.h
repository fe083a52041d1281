#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <functional>
#include <map>
#include <memory>
#include <vector>

// Patterns of SUBSCRIBE, by whole segments (S-274): `?` is one character of a segment, `*` any of
// them, `{name}` one segment, `**` any number of segments, also none.
namespace server {

// Braces hold a name and are a whole segment, and so is `**`.
bool isWellFormedPattern(QByteArrayView pattern);

// Which of many patterns a destination matches. Destinations walk down a trie, all branches at
// once, each node at most once a segment: the cost is bounded by segments times nodes, whatever the
// patterns are (S-278).
class PatternTrie {
public:
    PatternTrie();

    // A pattern may be added several times; it is there until it was removed as often.
    void add(const QByteArray &pattern);
    void remove(const QByteArray &pattern);
    bool isEmpty() const { return m_size == 0; }

    // Each pattern once, however many ways it matches (S-276).
    std::vector<QByteArray> matches(QByteArrayView destination);

private:
    struct Node {
        std::map<QByteArray, std::unique_ptr<Node>, std::less<>> children; // by segment
        std::map<QByteArray, std::unique_ptr<Node>, std::less<>> globs; // with * and ? inside
        std::unique_ptr<Node> one; // any segment
        std::unique_ptr<Node> many; // any number of segments
        bool isMany = false; // is such a node itself
        std::map<QByteArray, int> patterns; // that end here, and how often
        quint64 seenAt = 0; // the step of a search that has it already

        std::unique_ptr<Node> &next(const QByteArray &segment);
        bool isEmpty() const;
    };
    using Nodes = std::vector<Node *>;

    static bool removeBelow(Node &node, QByteArrayView path, const QByteArray &pattern);
    void enter(Node *node, Nodes &nodes) const;
    void step(const Nodes &from, QByteArrayView segment, Nodes &to) const;

    std::unique_ptr<Node> m_root;
    qsizetype m_size = 0;
    quint64 m_step = 0;
};

} // namespace server
