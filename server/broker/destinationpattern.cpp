#include "server/broker/destinationpattern.h"

#include <algorithm>
#include <utility>

namespace server {

namespace {

constexpr QByteArrayView manySegments = "**";
constexpr QByteArrayView oneSegment = "*";

// Takes the first segment off a path "/a/b".
QByteArrayView takeSegment(QByteArrayView &path)
{
    const qsizetype end = path.indexOf('/', 1);
    const QByteArrayView segment = path.sliced(1, (end < 0 ? path.size() : end) - 1);
    path = end < 0 ? QByteArrayView() : path.sliced(end);
    return segment;
}

bool isVariable(QByteArrayView segment)
{
    return segment.startsWith('{');
}

bool isGlob(QByteArrayView segment)
{
    return segment.contains('*') || segment.contains('?');
}

bool isWellFormedSegment(QByteArrayView segment)
{
    if (isVariable(segment))
        return segment.size() > 2 && segment.endsWith('}') && segment.count('{') == 1
            && segment.count('}') == 1 && !isGlob(segment);
    return !segment.contains('{') && !segment.contains('}')
        && (segment == manySegments || !segment.contains(manySegments));
}

// Only the last `*` is ever taken up again: never more steps than one length times the other.
bool matchesGlob(QByteArrayView glob, QByteArrayView text)
{
    qsizetype at = 0;
    qsizetype star = -1;
    qsizetype resume = 0;
    for (qsizetype i = 0; i < text.size();) {
        if (at < glob.size() && glob[at] == '*') {
            star = at++;
            resume = i;
        } else if (at < glob.size() && (glob[at] == '?' || glob[at] == text[i])) {
            ++at;
            ++i;
        } else if (star >= 0) {
            at = star + 1;
            i = ++resume;
        } else {
            return false;
        }
    }
    return std::all_of(glob.begin() + at, glob.end(), [](char c) { return c == '*'; });
}

} // namespace

bool isWellFormedPattern(QByteArrayView pattern)
{
    while (pattern.startsWith('/')) {
        if (!isWellFormedSegment(takeSegment(pattern)))
            return false;
    }
    return pattern.isEmpty();
}

PatternTrie::PatternTrie()
    : m_root(std::make_unique<Node>())
{
}

std::unique_ptr<PatternTrie::Node> &PatternTrie::Node::next(const QByteArray &segment)
{
    if (segment == manySegments)
        return many;
    if (segment == oneSegment || isVariable(segment))
        return one;
    return isGlob(segment) ? globs[segment] : children[segment];
}

bool PatternTrie::Node::isEmpty() const
{
    return children.empty() && globs.empty() && !one && !many && patterns.empty();
}

void PatternTrie::add(const QByteArray &pattern)
{
    Node *node = m_root.get();
    for (QByteArrayView rest = pattern; !rest.isEmpty();) {
        const QByteArray segment = takeSegment(rest).toByteArray();
        std::unique_ptr<Node> &next = node->next(segment);
        if (!next) {
            next = std::make_unique<Node>();
            next->isMany = segment == manySegments;
        }
        node = next.get();
    }
    ++node->patterns[pattern];
    ++m_size;
}

void PatternTrie::remove(const QByteArray &pattern)
{
    if (removeBelow(*m_root, pattern, pattern))
        --m_size;
}

// False when it is not there. Nodes that nothing needs any more go with it; a path has no more
// segments than a destination is long.
bool PatternTrie::removeBelow(Node &node, QByteArrayView path, const QByteArray &pattern)
{
    if (path.isEmpty()) {
        const auto found = node.patterns.find(pattern);
        if (found == node.patterns.end())
            return false;
        if (--found->second == 0)
            node.patterns.erase(found);
        return true;
    }
    const QByteArray segment = takeSegment(path).toByteArray();
    std::unique_ptr<Node> &next = node.next(segment);
    const bool isRemoved = next && removeBelow(*next, path, pattern);
    if (!next || next->isEmpty()) {
        next.reset();
        node.children.erase(segment);
        node.globs.erase(segment);
    }
    return isRemoved;
}

std::vector<QByteArray> PatternTrie::matches(QByteArrayView destination)
{
    if (isEmpty())
        return {};
    Nodes nodes;
    ++m_step;
    enter(m_root.get(), nodes);
    while (!destination.isEmpty() && !nodes.empty()) {
        const QByteArrayView segment = takeSegment(destination);
        Nodes next;
        ++m_step;
        step(nodes, segment, next);
        nodes = std::move(next);
    }
    std::vector<QByteArray> found;
    for (const Node *node : nodes) {
        for (const auto &[pattern, count] : node->patterns)
            found.push_back(pattern);
    }
    return found;
}

// With the node, those behind it that need no segment.
void PatternTrie::enter(Node *node, Nodes &nodes) const
{
    for (; node && node->seenAt != m_step; node = node->many.get()) {
        node->seenAt = m_step;
        nodes.push_back(node);
    }
}

void PatternTrie::step(const Nodes &from, QByteArrayView segment, Nodes &to) const
{
    for (Node *node : from) {
        if (node->isMany)
            enter(node, to);
        if (const auto child = node->children.find(segment); child != node->children.end())
            enter(child->second.get(), to);
        for (const auto &[glob, child] : node->globs) {
            if (matchesGlob(glob, segment))
                enter(child.get(), to);
        }
        enter(node->one.get(), to);
    }
}

} // namespace server
