import type { DemoConversations } from './conversations.ts';

export const kesslerConversations: DemoConversations = {
  notice: 'email',
  replies: [
    {
      name: 'Ersatzteil bestellt',
      text: 'Guten Tag,\n\ndas Ersatzteil zu {{ subject.number }} ist bestellt. Sobald es da ist, melden wir uns mit einem Termin.\n\n{{ staff.name }}, {{ org.name }}',
    },
  ],
  threads: [
    {
      customer: 'K-1001',
      about: { job: 'T-2045' },
      assigned: 'katrin',
      unread: 'customer',
      messages: [
        {
          from: { contact: 'Jörg' },
          day: -1,
          hour: 10.2,
          text: 'Die Streifen sind auf jedem dritten Blatt, immer am linken Rand. Die Reinigung haben wir zweimal laufen lassen.',
        },
        {
          from: { staff: 'katrin' },
          day: -1,
          hour: 11.4,
          note: true,
          text: 'Klingt nach dem Druckkopf. Emre soll einen mitnehmen, der letzte ist drei Jahre alt.',
        },
        {
          from: { staff: 'katrin' },
          day: -1,
          hour: 11.7,
          text: 'Danke, das hilft uns weiter. Herr Yıldız bringt einen neuen Druckkopf mit. Der Plotter kann bis dahin eingeschaltet bleiben.',
        },
      ],
    },
  ],
};
